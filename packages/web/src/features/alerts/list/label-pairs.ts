export type Labels = Readonly<Record<string, string>>;

/** What tells two alerts of one name apart, mostly. */
const telling = ['instance', 'host', 'pod', 'node', 'device', 'container', 'job', 'namespace'];

const rankOf = (name: string): number => {
  const at = telling.indexOf(name);
  return at === -1 ? telling.length : at;
};

/** The most telling first. */
export const pairsOf = (labels: Labels): [string, string][] =>
  Object.entries(labels).toSorted(([a], [b]) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
