import { z } from 'zod';

/** RFC 3339 with an offset, as it crosses the wire. */
export const Timestamp = z.iso.datetime({ offset: true });

/** An end of the range that somebody asks for: a day to either side of it can be written, too. */
export const RangeEnd = Timestamp.refine((text) => {
  const year = new Date(text).getUTCFullYear();
  return year >= 1970 && year < 9999;
}, 'must lie between the years 1970 and 9998');

/** A calendar day of the reporting time zone, `2026-11-21`. */
export const Day = z.iso.date();

/** Lists take `limit` and an opaque keyset `cursor`; filters are named after fields. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** Lists answer `{ items, nextCursor }`; no cursor means that this is the last page. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export const IdParams = z.object({ id: z.uuid() });
