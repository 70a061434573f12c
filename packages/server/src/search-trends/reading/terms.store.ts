import { organizationDimension } from '@taffrail/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { Period } from '../../platform/time/day-periods.ts';
import { cellsOf, figureColumns, totalsOf } from './cells.sql.ts';
import type { TrendPeriods } from './periods.ts';
import type { Dimension, TermFilter } from './dimension.ts';

export interface FigureRow {
  readonly searches: number;
  readonly answered: number;
  readonly without_result: number;
  readonly results: number;
  readonly conversions: number;
}

export interface DayRow extends FigureRow {
  readonly day: string;
}

/** Asked of the dimension first: what others have for terms is no id. */
const organizationOf = (term: string): RawBuilder<unknown> =>
  sql`case when ${sql.ref(`${term}.dimension`)} = ${organizationDimension}
    then ${sql.ref(`${term}.value`)}::uuid end`;

/** Which terms are meant, with those that count as them? The unique index of search_terms. */
export const findFilterTerms = async (
  trx: Transaction,
  asked: readonly { readonly dimension: string; readonly value: string }[],
): Promise<{ place: number; label: string | null; ids: number[] }[]> => {
  const { rows } = await sql<{ place: number; label: string | null; ids: number[] }>`
    select a.place::int as place, coalesce(o.name, o.external_id, nullif(kept.label, '')) as label,
      array(
        select kept.id union all select m.id from search_terms m where m.merged_into = kept.id
      ) as ids
    from unnest(
      ${asked.map(({ dimension }) => dimension)}::text[], ${asked.map(({ value }) => value)}::text[]
    ) with ordinality as a (dimension, value, place)
    join search_terms t on t.dimension = a.dimension and t.value = a.value
    join search_terms kept on kept.id = coalesce(t.merged_into, t.id)
    left join organizations o on o.id = ${organizationOf('kept')}
    where a.value <> ''`.execute(trx);
  return rows;
};

/** How many searches were there, day by day? */
export const listDays = async (
  trx: Transaction,
  filters: readonly TermFilter[],
  { current, compared }: TrendPeriods,
): Promise<DayRow[]> => {
  const parts = [current, ...(compared ? [compared.before] : [])];
  const { rows } = await sql<DayRow>`
    select day::text as day, sum(searches)::bigint as searches, sum(answered)::bigint as answered,
      sum(without_result)::bigint as without_result, sum(results) as results,
      sum(conversions)::bigint as conversions
    from (${sql.join(
      parts.map((part) => totalsOf(filters, part)),
      sql` union all `,
    )}) as cells
    group by day order by day`.execute(trx);
  return rows;
};

/** How many searches does each filter alone let through? By the keys of `totalsOf`. */
export const countSearches = async (
  trx: Transaction,
  filters: readonly TermFilter[],
  period: Period,
): Promise<number[]> => {
  if (filters.length === 0) return [];
  const counts = filters.map(
    (filter, place) => sql`select ${place}::int as place,
      coalesce(sum(searches), 0)::bigint as searches from (${totalsOf([filter], period)}) as cells`,
  );
  const { rows } = await sql<{ searches: number }>`
    ${sql.join(counts, sql` union all `)} order by place`.execute(trx);
  return rows.map(({ searches }) => searches);
};

/** When was the first search? The end of an index. */
export const findFirstDay = async (trx: Transaction): Promise<string | null> => {
  const { rows } = await sql<{ day: string | null }>`
    select min(day) as day from searches_daily`.execute(trx);
  return rows[0]?.day ?? null;
};

/**
 * `named` may be shown, `rare` was searched for by too few organizations, `beyond` is what a job
 * has put together.
 */
export type TermState = 'named' | 'rare' | 'beyond';

export interface TermRow extends FigureRow {
  readonly state: TermState;
  /** Null: of all terms of the state together. */
  readonly id: number | null;
  readonly terms: number;
  readonly value: string | null;
  readonly label: string | null;
  readonly organizations: number | null;
  readonly merged: string[] | null;
  /** Of the days that are over, and of those before. */
  readonly whole: number;
  readonly before: number;
}

/** It ends before it begins. */
const nothing: Period = { first: '2000-01-02', last: '2000-01-01' };

/**
 * Each term of a dimension with its figures, those that count as one together. Names of
 * organizations by the primary key of theirs.
 */
const termsOf = (
  { key, rareBelow }: Dimension,
  filters: readonly TermFilter[],
  { current, compared }: TrendPeriods,
): RawBuilder<unknown> | undefined => {
  const now = cellsOf(key, filters, current);
  const past = cellsOf(key, filters, compared?.before ?? nothing);
  if (!now || !past) return undefined;
  const lastWhole = compared?.whole.last ?? '-infinity';
  const isOrganization = key === organizationDimension;
  return sql`
    cells as (
      select term_id, sum(searches) as searches, sum(answered) as answered,
        sum(without_result) as without_result, sum(results) as results,
        sum(conversions) as conversions,
        sum(searches) filter (where day <= ${lastWhole}::date) as whole, 0::numeric as before
      from (${now}) as now group by term_id
      union all
      select term_id, 0, 0, 0, 0, 0, 0, sum(searches) from (${past}) as past group by term_id
    ),
    summed as (
      select coalesce(t.merged_into, t.id) as id, sum(c.searches)::bigint as searches,
        sum(c.answered)::bigint as answered, sum(c.without_result)::bigint as without_result,
        sum(c.results) as results, sum(c.conversions)::bigint as conversions,
        coalesce(sum(c.whole), 0)::bigint as whole, sum(c.before)::bigint as before
      from cells c join search_terms t on t.id = c.term_id
      group by 1
    ),
    grouped as (
      select merged_into as id, array_agg(label order by label) as merged
      from search_terms where merged_into is not null and dimension = ${key} group by merged_into
    ),
    terms as materialized (
      select s.*, t.value, g.merged,
        ${isOrganization ? sql`coalesce(o.name, o.external_id, t.value)` : sql`t.label`} as label,
        case when g.id is null then t.organizations else (
          select count(distinct p.organization_id)::int
          from search_term_organizations p
          join search_terms m on m.id = p.term_id
          where m.id = t.id or m.merged_into = t.id
        ) end as organizations
      from summed s
      join search_terms t on t.id = s.id
      left join grouped g on g.id = t.id
      ${isOrganization ? sql`left join organizations o on o.id = ${organizationOf('t')}` : sql``}
    ),
    stated as materialized (
      select *, case when value = '' then 'beyond'
        when organizations < ${isOrganization ? 0 : rareBelow} then 'rare' else 'named' end as state
      from terms
    )`;
};

const states = sql`
  select state, null::int as id, count(*)::int as terms, null::text as value, null::text as label,
    null::int as organizations, null::text[] as merged, sum(searches)::bigint as searches,
    sum(answered)::bigint as answered, sum(without_result)::bigint as without_result,
    sum(results) as results, sum(conversions)::bigint as conversions, sum(whole)::bigint as whole,
    sum(before)::bigint as before
  from stated where searches + conversions + answered > 0 group by state`;

const termColumns = sql`state, id, 1 as terms, value, label, organizations, merged,
  ${figureColumns}, whole, before`;

/** The first of a ranking. */
const first = (order: RawBuilder<unknown>, count: number, where = sql`true`): RawBuilder<unknown> =>
  sql`(select id from stated where state = 'named' and ${where} order by ${order}, id limit ${count})`;

export interface Rankings {
  readonly top: number;
  readonly movers: number;
  /** A smaller change is no news. */
  readonly leastChange: number;
}

/** Which terms lead a dimension, rose, fell or found nothing, and how much do the others come to? */
export const rankTerms = async (
  trx: Transaction,
  dimension: Dimension,
  scope: { readonly filters: readonly TermFilter[]; readonly periods: TrendPeriods },
  { top, movers, leastChange }: Rankings,
): Promise<TermRow[] | undefined> => {
  const terms = termsOf(dimension, scope.filters, scope.periods);
  if (!terms) return undefined;
  const { rows } = await sql<TermRow>`
    with ${terms}
    ${states}
    union all
    select ${termColumns} from stated where id in (
      ${first(sql`searches desc`, top, sql`searches > 0`)}
      union ${first(sql`whole - before desc`, movers, sql`whole - before >= ${leastChange}`)}
      union ${first(sql`whole - before`, movers, sql`before - whole >= ${leastChange}`)}
      union ${first(sql`without_result desc`, top, sql`without_result > 0`)}
    )`.execute(trx);
  return rows;
};

export type TermOrder = 'searches' | 'change' | 'withoutResult' | 'conversions';

const orders: Readonly<Record<TermOrder, RawBuilder<unknown>>> = {
  searches: sql`searches`,
  change: sql`whole - before`,
  withoutResult: sql`without_result`,
  conversions: sql`conversions`,
};

export interface TermPage {
  readonly order: TermOrder;
  readonly ascending: boolean;
  /** Part of the term, as it is compared and as it is shown. */
  readonly q: { readonly value: string; readonly label: string } | undefined;
  readonly limit: number;
  readonly offset: number;
}

export interface FoundTerms {
  readonly rows: readonly TermRow[];
  /** How many there are of them, on all pages. */
  readonly count: number;
}

/** Which terms of a dimension have a name? A page of them, and the states of all. */
export const listTermRows = async (
  trx: Transaction,
  dimension: Dimension,
  scope: { readonly filters: readonly TermFilter[]; readonly periods: TrendPeriods },
  { order, ascending, q, limit, offset }: TermPage,
): Promise<FoundTerms | undefined> => {
  const terms = termsOf(dimension, scope.filters, scope.periods);
  if (!terms) return undefined;
  const matches = q
    ? sql`(position(${q.value} in value) > 0 or position(${q.label} in lower(label)) > 0)`
    : sql`true`;
  const direction = ascending ? sql`asc` : sql`desc`;
  const { rows } = await sql<TermRow & { count: number }>`
    with ${terms},
    found as (
      select *, count(*) over ()::int as count from stated
      where state = 'named' and searches + conversions + answered + before > 0 and ${matches}
    )
    select *, 0 as count from (${states}) as s
    union all
    select * from (
      select ${termColumns}, count from found
      order by ${orders[order]} ${direction}, id limit ${limit} offset ${offset}
    ) as page`.execute(trx);
  return { rows, count: rows.find(({ id }) => id !== null)?.count ?? 0 };
};
