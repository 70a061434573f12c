import { sql, type RawBuilder } from 'kysely';
import type { Period } from '../../platform/time/day-periods.ts';
import type { TermFilter } from './dimension.ts';

/** The five figures of each rollup. */
export const figureColumns = sql`searches, answered, without_result, results, conversions`;

/**
 * The days of one dimension as (day, term_id, figures): alone by the primary key of
 * search_terms_daily, beside one filter by that of search_pairs_daily. Undefined beside two, of
 * which no rollup is kept.
 */
export const cellsOf = (
  dimension: string,
  filters: readonly TermFilter[],
  { first, last }: Period,
): RawBuilder<unknown> | undefined => {
  const days = sql`day >= ${first}::date and day <= ${last}::date`;
  const others = filters.filter((filter) => filter.dimension !== dimension);
  const [filter] = others;
  if (filter === undefined)
    return sql`select day, term_id, ${figureColumns} from search_terms_daily
      where dimension = ${dimension} and ${days}`;
  if (others.length > 1) return undefined;
  return sql`select day, other_id as term_id, ${figureColumns} from search_pairs_daily
    where term_id = any(${filter.ids}::integer[]) and dimension = ${dimension} and ${days}`;
};

/** The days of all that the filters let through as (day, figures); by the same keys. */
export const totalsOf = (
  filters: readonly TermFilter[],
  { first, last }: Period,
): RawBuilder<unknown> => {
  const days = sql`day >= ${first}::date and day <= ${last}::date`;
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
