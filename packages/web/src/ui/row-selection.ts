/** The rows from one to another, both included, in the order of the list. */
export const idsBetween = (ids: readonly string[], a: string, b: string): readonly string[] => {
  const [from, to] = [ids.indexOf(a), ids.indexOf(b)];
  if (from === -1 || to === -1) return [b];
  return ids.slice(Math.min(from, to), Math.max(from, to) + 1);
};

/** Selects what is not yet selected of these; when all are, none of them. */
export const toggleAll = (
  selected: ReadonlySet<string>,
  ids: readonly string[],
): ReadonlySet<string> =>
  ids.every((id) => selected.has(id))
    ? new Set([...selected].filter((id) => !ids.includes(id)))
    : new Set([...selected, ...ids]);
