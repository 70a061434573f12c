import type pg from 'pg';

/** What each action of the log says of searches, as the usual configuration reads it. */
const said = `
  select (created_at at time zone (select value #>> '{}' from settings where key = 'time_zone'))::date
      as day,
    organization_id,
    lower(metadata->>'keyword') as keyword,
    lower(metadata->>'country') as country,
    lower(metadata->>'industry') as industry,
    (action = 'discovery.started')::int as searches,
    (action = 'discovery.completed' and metadata ? 'companiesFound')::int as answered,
    (action = 'discovery.completed' and coalesce(metadata->>'companiesFound', '') = '0')::int
      as without_result,
    case when action = 'discovery.completed'
      then coalesce((metadata->>'companiesFound')::numeric, 0) else 0 end as results,
    (action = 'lead.created')::int as conversions
  from activity_log
  where action in ('discovery.started', 'discovery.completed', 'lead.created')`;

const sums = `sum(searches)::int as searches, sum(answered)::int as answered,
  sum(without_result)::int as without_result, sum(results)::int as results,
  sum(conversions)::int as conversions`;
const figures = 'searches::int, answered::int, without_result::int, results::int, conversions::int';

const dimensions = ['keyword', 'country', 'industry', 'organization'] as const;
const termOf = (dimension: (typeof dimensions)[number]): string =>
  dimension === 'organization' ? 'organization_id::text' : dimension;

const fromRows = `
  with said as (${said}), termed as (
    select said.*, t.dimension, t.value from said cross join lateral (values
      ${dimensions.map((dimension) => `('${dimension}', ${termOf(dimension)})`).join(', ')}
    ) as t (dimension, value) where t.value is not null
  ), numbered as (select *, row_number() over () as n from said), members as (
    select n, t.dimension, t.value from numbered cross join lateral (values
      ${dimensions.map((dimension) => `('${dimension}', ${termOf(dimension)})`).join(', ')}
    ) as t (dimension, value) where t.value is not null
  )
  select 'day' as kind, day::text, null as a, null as b, ${sums} from said group by day
  union all
  select 'term', day::text, dimension || '.' || value, null, ${sums}
  from termed group by day, dimension, value
  union all
  select 'week', date_trunc('week', day)::date::text, dimension || '.' || value, null, ${sums}
  from termed group by date_trunc('week', day), dimension, value
  union all
  select 'pair', day::text, a.dimension || '.' || a.value, b.dimension || '.' || b.value, ${sums}
  from numbered join members a using (n) join members b using (n)
  where a.dimension <> b.dimension
  group by day, a.dimension, a.value, b.dimension, b.value`;

const fromRollups = `
  select 'day' as kind, day::text, null as a, null as b, ${figures} from searches_daily
  union all
  select 'term', day::text, t.dimension || '.' || t.value, null, ${figures}
  from search_terms_daily d join search_terms t on t.id = d.term_id and t.dimension = d.dimension
  union all
  select 'week', monday::text, t.dimension || '.' || t.value, null, ${figures}
  from search_terms_weekly w join search_terms t on t.id = w.term_id and t.dimension = w.dimension
  union all
  select 'pair', day::text, a.dimension || '.' || a.value, b.dimension || '.' || b.value, ${figures}
  from search_pairs_daily d join search_terms a on a.id = d.term_id
  join search_terms b on b.id = d.other_id and b.dimension = d.dimension`;

/** Where the rollups of searches differ from the log: nowhere. */
export const findSearchDrift = async (owner: pg.Pool): Promise<unknown[]> => {
  const { rows } = await owner.query(`
    (select 'missing' as drift, * from (${fromRows}) as r
      except select 'missing', * from (${fromRollups}) as s)
    union all
    (select 'too much', * from (${fromRollups}) as s
      except select 'too much', * from (${fromRows}) as r)
    limit 20`);
  return rows;
};
