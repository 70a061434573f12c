import type { LogPage, LogRow } from './rows.ts';

/** As many rows as the live log holds; what has come beyond that is counted as "more". */
export const mostLive = 200;
/** Seldom more come at once. */
const pageRows = 25;
/** Products send in batches, and their clocks differ: so much late, a row is found at once. */
const lateMs = 10 * 60_000;

export interface NewestQuery {
  readonly from: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export type ReadPage<R extends LogRow> = (query: NewestQuery) => Promise<LogPage<R>>;

/** From when on rows belong to what is looked at. */
interface Begin {
  readonly from: string;
}

/** Whole minutes, so that all who watch the same ask the same: the server then reads once. */
const minuteOf = (ms: number): string => new Date(Math.floor(ms / 60_000) * 60_000).toISOString();

/** The newest rows of the range, however late they came. */
export const readWhole = async <R extends LogRow>(
  { from }: Begin,
  read: ReadPage<R>,
): Promise<readonly R[]> => {
  const { items } = await read({ from: minuteOf(Date.parse(from)), limit: mostLive });
  return items.filter(({ createdAt }) => createdAt >= from);
};

/** What has come since: pages are read until one ends with a row that is known. */
export const readNewest = async <R extends LogRow>(
  asked: Begin,
  read: ReadPage<R>,
  known: readonly R[],
): Promise<readonly R[]> => {
  const [newest] = known;
  if (!newest) return readWhole(asked, read);
  const ids = new Set(known.map(({ id }) => id));
  const since = Math.max(Date.parse(newest.createdAt) - lateMs, Date.parse(asked.from));
  const found: R[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await read({ from: minuteOf(since), limit: pageRows, cursor });
    found.push(...page.items);
    const last = page.items.at(-1);
    const isMet = last === undefined || ids.has(last.id) || found.length >= mostLive;
    if (page.nextCursor === null || isMet) break;
    cursor = page.nextCursor;
  }
  return found.filter(({ createdAt }) => createdAt >= asked.from);
};
