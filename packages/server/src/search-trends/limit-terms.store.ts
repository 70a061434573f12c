import type pg from 'pg';

export interface TermLimit {
  readonly now: Date;
  readonly timeZone: string;
  /** So many days that are over. */
  readonly days: number;
  /** Terms that are told apart, of a dimension and day. */
  readonly most: number;
}

/** Puts terms beyond the most frequent of their day together; answers how many. */
export const limitTerms = async (
  owner: pg.Pool,
  { now, timeZone, days, most }: TermLimit,
): Promise<number> => {
  const { rows } = await owner.query<{ taken: number }>(
    `select limit_search_terms(today - $3::integer, today, $4) as taken
     from (select ($1::timestamptz at time zone $2)::date as today) as now`,
    [now, timeZone, days, most],
  );
  return rows[0]?.taken ?? 0;
};
