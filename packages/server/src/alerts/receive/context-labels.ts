/**
 * Which labels say where something is wrong, and which only how much: a run is worth starting when an
 * alert moves to another host, not when a number in it goes up.
 */

/** The last word of a name that is measured, whatever its value looks like. */
const measures = new Set(
  [
    'value current previous threshold limit count total sum average avg min max median mean',
    'p50 p90 p95 p99 rate ratio percent percentage usage used free available remaining size bytes',
    'duration elapsed latency age uptime ms seconds minutes hours time timestamp at since until',
    'date times attempt attempts score',
  ].flatMap((words) => words.split(' ')),
);

/** A number with a point, a sign or a unit: 93.4, 93 %, 1.2GiB, 350ms, -3. */
const measurement =
  /^[+-]?\d+(?:[.,]\d+)*(?:e[+-]?\d+)?\s?(?:%|[kmgtp]?i?b(?:\/s)?|[nµum]?s|min|m|h|d|rps|qps|\/s|hz|c|f)?$/i;
const moment =
  /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
/** Ports, codes and shards are numbers, and places none the less. */
const whole = /^\d+$/;

/** `currentValue`, `current-value` and `current.value` end in the same word. */
const lastWord = (name: string): string =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .findLast((word) => word !== '')
    ?.toLowerCase() ?? '';

const isMeasured = (value: string): boolean =>
  !whole.test(value) && (measurement.test(value) || moment.test(value));

/** Whether a label with this value tells where, what or whose, and not how much or when. */
export const isContextLabel = (name: string, value: string): boolean => {
  if (value === '' || isMeasured(value)) return false;
  return !(measures.has(lastWord(name)) && /\d/.test(value));
};

type Labels = Readonly<Record<string, string>>;

const contextOf = (labels: Labels, name: string): string | undefined => {
  const value = Object.hasOwn(labels, name) ? labels[name] : undefined;
  return value !== undefined && isContextLabel(name, value) ? value : undefined;
};

/** Whether what labels say of the context differs; what comes and goes there differs, too. */
export const hasOtherContext = (before: Labels, after: Labels): boolean =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].some(
    (name) => contextOf(before, name) !== contextOf(after, name),
  );
