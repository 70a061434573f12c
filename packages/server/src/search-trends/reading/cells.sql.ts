import { sql, type RawBuilder } from 'kysely';
import { splitByWeeks, type Period } from '../../platform/time/day-periods.ts';
import type { TermFilter } from './dimension.ts';

/** The five figures of each rollup. */
export const figureColumns = sql`searches, answered, without_result, results, conversions`;

const within = (column: RawBuilder<unknown>, { first, last }: Period): RawBuilder<unknown> =>
  sql`${column} >= ${first}::date and ${column} <= ${last}::date`;

/** Whole weeks before the last day stand at their Mondays: that day is not like the others. */
const termCells = (dimension: string, period: Period): RawBuilder<unknown> => {
  const { weeks, days } = splitByWeeks(period);
  const ofDimension = sql`dimension = ${dimension}`;
  const parts = [
    ...days.map(
      (part) => sql`select day, term_id, ${figureColumns} from search_terms_daily
        where ${ofDimension} and ${within(sql`day`, part)}`,
    ),
    ...weeks.map(
      (part) => sql`select monday as day, term_id, ${figureColumns} from search_terms_weekly
        where ${ofDimension} and ${within(sql`monday`, part)}`,
    ),
  ];
  return sql.join(parts, sql` union all `);
};

/**
 * The days of one dimension as (day, term_id, figures): alone by the primary keys of
 * search_terms_daily and search_terms_weekly, beside one filter by that of search_pairs_daily.
 * Undefined beside two, of which no rollup is kept.
 */
export const cellsOf = (
  dimension: string,
  filters: readonly TermFilter[],
  period: Period,
): RawBuilder<unknown> | undefined => {
  const others = filters.filter((filter) => filter.dimension !== dimension);
  const [filter] = others;
  if (filter === undefined) return termCells(dimension, period);
  if (others.length > 1) return undefined;
  return sql`select day, other_id as term_id, ${figureColumns} from search_pairs_daily
    where term_id = any(${filter.ids}::integer[]) and dimension = ${dimension}
      and ${within(sql`day`, period)}`;
};

/** The days of all that the filters let through as (day, figures); by the same keys. */
export const totalsOf = (filters: readonly TermFilter[], period: Period): RawBuilder<unknown> => {
  const days = within(sql`day`, period);
  const [filter, second] = filters;
  if (filter === undefined)
    return sql`select day, ${figureColumns} from searches_daily where ${days}`;
  if (second === undefined)
    return sql`select day, ${figureColumns} from search_terms_daily
      where dimension = ${filter.dimension} and ${days}
        and term_id = any(${filter.ids}::integer[])`;
  return sql`select day, ${figureColumns} from search_pairs_daily
    where term_id = any(${filter.ids}::integer[]) and dimension = ${second.dimension} and ${days}
      and other_id = any(${second.ids}::integer[])`;
};
