/** Of any log. */
export interface LogRow {
  readonly id: string;
  readonly createdAt: string;
}

/** As the server answers it. */
export interface LogPage<R extends LogRow> {
  readonly items: readonly R[];
  readonly nextCursor: string | null;
  /** Set where the time was up before the page was full: so far back was searched. */
  readonly searchedTo: string | null;
}

/** The log's own order: newest first, and by id within a moment. */
export const newestFirst = (a: LogRow, b: LogRow): number => {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? 1 : -1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? 1 : -1;
};

/** Both together, each row once, in order; of more than `most` the newest. */
export const mergeRows = <R extends LogRow>(
  known: readonly R[],
  found: readonly R[],
  most: number,
): readonly R[] => {
  const ids = new Set(known.map(({ id }) => id));
  const unknown = found.filter(({ id }) => !ids.has(id));
  if (unknown.length === 0) return known;
  return [...known, ...unknown].toSorted(newestFirst).slice(0, most);
};

/**
 * Those that belong among the rows in view and are not. What is older than the last of them stands
 * on another page, unless there is none.
 */
export const newRows = <R extends LogRow>(
  latest: readonly R[],
  shown: readonly R[],
  isLastPage: boolean,
): readonly R[] => {
  const ids = new Set(shown.map(({ id }) => id));
  const end = isLastPage ? undefined : shown.at(-1);
  return latest.filter((row) => !ids.has(row.id) && (!end || newestFirst(row, end) < 0));
};
