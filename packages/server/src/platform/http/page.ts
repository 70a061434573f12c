import { encodeCursor, type Cursor } from './cursor.ts';

/**
 * A page of a list, out of rows of which one more was read than the page shows: that one tells
 * whether there is a next page.
 */
export const toPage = <Row, Item>(
  rows: readonly Row[],
  limit: number,
  { toItem, toCursor }: { toItem: (row: Row) => Item; toCursor: (row: Row) => Cursor },
): { items: Item[]; nextCursor: string | null } => {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(toItem), nextCursor: last ? encodeCursor(toCursor(last)) : null };
};
