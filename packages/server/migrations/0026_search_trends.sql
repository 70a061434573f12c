-- What customers of the product search for. Counted with the actions that say so, in their
-- transaction; the configuration names these, and which keys of their metadata are dimensions.

-- A dimension's values by number: rollups of text would be several times as large. Organizations are
-- terms of a dimension of their own. An empty value stands for what is beyond a day's most frequent.
create table search_terms (
  id integer generated always as identity primary key,
  dimension text not null,
  -- Without case, diacritics and spaces too many; of an organization its id.
  value text not null,
  -- As it was first written.
  label text not null,
  -- How many have ever searched for it.
  organizations integer not null default 0,
  -- Counted as that one, by hand; never as one that is merged itself.
  merged_into integer references search_terms,
  unique (dimension, value)
);
create index search_terms_merged on search_terms (merged_into) where merged_into is not null;

create table search_term_organizations (
  term_id integer not null references search_terms on delete cascade,
  organization_id uuid not null,
  primary key (term_id, organization_id)
);

-- Counts of a day are integers: their sums are reckoned in half the time of those of bigints.
create table searches_daily (
  -- Of the reporting time zone.
  day date primary key,
  searches integer not null,
  -- Whose number of results is known, those that had none, and all results together.
  answered integer not null,
  without_result integer not null,
  results double precision not null,
  conversions integer not null
) with (fillfactor = 50); -- Room for heap-only updates: today's rows are counted up all day.

create table search_terms_daily (
  dimension text not null,
  day date not null,
  term_id integer not null,
  searches integer not null,
  answered integer not null,
  without_result integer not null,
  results double precision not null,
  conversions integer not null,
  primary key (dimension, day, term_id)
) with (fillfactor = 50);

-- Both ways round, so that either of the two filters the other by the primary key.
create table search_pairs_daily (
  term_id integer not null,
  -- Of the other.
  dimension text not null,
  day date not null,
  other_id integer not null,
  searches integer not null,
  answered integer not null,
  without_result integer not null,
  results double precision not null,
  conversions integer not null,
  primary key (term_id, dimension, day, other_id)
) with (fillfactor = 50);

-- Adds searches to the rollups. Each row is of one quarter of an hour, with any of the terms, which
-- are given once and meant by their places. Rows are touched in sorted order, so that two writers
-- wait for each other instead of dead-locking.
create function ingest_count_searches(
  quarters timestamptz[], organization_ids uuid[],
  searched bigint[], answered_ bigint[], without_result_ bigint[], results_ double precision[],
  converted bigint[],
  term_dimensions text[], term_values text[], term_labels text[],
  -- Which row has which term.
  member_rows integer[], member_terms integer[]
) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  zone text := (select value #>> '{}' from settings where key = 'time_zone');
  ids integer[];
  met integer[];
begin
  -- Looked for first: an identity that meets a known row is used up all the same.
  insert into search_terms (dimension, value, label)
  select g.dimension, g.value, g.label
  from unnest(term_dimensions, term_values, term_labels) as g (dimension, value, label)
  where not exists (
    select from search_terms t where t.dimension = g.dimension and t.value = g.value
  )
  order by 1, 2
  on conflict do nothing;

  -- A statement of its own: it sees what another transaction has added meanwhile.
  select array_agg(t.id order by g.place) into ids
  from unnest(term_dimensions, term_values) with ordinality as g (dimension, value, place)
  join search_terms t on t.dimension = g.dimension and t.value = g.value;

  with fresh as (
    insert into search_term_organizations (term_id, organization_id)
    select distinct ids[m.place], organization_ids[m.n]
    from unnest(member_rows, member_terms) as m (n, place)
    where organization_ids[m.n] is not null and term_dimensions[m.place] <> 'organization'
      and term_values[m.place] <> '' and searched[m.n] > 0
      and not exists (
        select from search_term_organizations o
        where o.term_id = ids[m.place] and o.organization_id = organization_ids[m.n]
      )
    order by 1, 2
    on conflict do nothing
    returning term_id
  )
  select array_agg(term_id) into met from fresh;
  if met is not null then
    perform from search_terms where id = any(met) order by id for no key update;
    update search_terms t set organizations = t.organizations + f.count
    from (select id, count(*) from unnest(met) as id group by id) as f
    where t.id = f.id;
  end if;

  insert into search_pairs_daily as p
  select ids[m.place], term_dimensions[o.place], (quarters[m.n] at time zone zone)::date,
    ids[o.place], sum(searched[m.n]), sum(answered_[m.n]), sum(without_result_[m.n]),
    sum(results_[m.n]), sum(converted[m.n])
  from unnest(member_rows, member_terms) as m (n, place)
  join unnest(member_rows, member_terms) as o (n, place) on o.n = m.n and o.place <> m.place
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (term_id, dimension, day, other_id) do update set
    searches = p.searches + excluded.searches,
    answered = p.answered + excluded.answered,
    without_result = p.without_result + excluded.without_result,
    results = p.results + excluded.results,
    conversions = p.conversions + excluded.conversions;

  insert into search_terms_daily as t
  select term_dimensions[m.place], (quarters[m.n] at time zone zone)::date, ids[m.place],
    sum(searched[m.n]), sum(answered_[m.n]), sum(without_result_[m.n]),
    sum(results_[m.n]), sum(converted[m.n])
  from unnest(member_rows, member_terms) as m (n, place)
  group by 1, 2, 3
  order by 1, 2, 3
  on conflict (dimension, day, term_id) do update set
    searches = t.searches + excluded.searches,
    answered = t.answered + excluded.answered,
    without_result = t.without_result + excluded.without_result,
    results = t.results + excluded.results,
    conversions = t.conversions + excluded.conversions;

  -- Last, because every writer touches the same few rows and waits here for whoever was first.
  insert into searches_daily as d
  select (g.quarter at time zone zone)::date, sum(g.searches), sum(g.answered),
    sum(g.without_result), sum(g.results), sum(g.conversions)
  from unnest(quarters, searched, answered_, without_result_, results_, converted)
    as g (quarter, searches, answered, without_result, results, conversions)
  group by 1
  order by 1
  on conflict (day) do update set
    searches = d.searches + excluded.searches,
    answered = d.answered + excluded.answered,
    without_result = d.without_result + excluded.without_result,
    results = d.results + excluded.results,
    conversions = d.conversions + excluded.conversions;
end
$$;

-- Leaves the most frequent terms of each day that is over and puts the others together; answers
-- how many it took in. Sums stay what they are.
create function limit_search_terms(first_day date, end_day date, most integer) returns integer
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  crowded record;
  beyond integer;
  rest integer[];
  taken integer := 0;
begin
  for crowded in
    select dimension, day from search_terms_daily
    where day >= first_day and day < end_day and dimension <> 'organization'
    group by dimension, day having count(*) > most + 1
    order by dimension, day
  loop
    insert into search_terms (dimension, value, label) values (crowded.dimension, '', '')
    on conflict do nothing;
    select id into beyond from search_terms where dimension = crowded.dimension and value = '';
    rest := array(
      select term_id from search_terms_daily
      where dimension = crowded.dimension and day = crowded.day and term_id <> beyond
      order by searches desc, conversions desc, term_id offset most
    );
    taken := taken + cardinality(rest);

    with gone as (
      delete from search_terms_daily
      where dimension = crowded.dimension and day = crowded.day and term_id = any(rest)
      returning searches, answered, without_result, results, conversions
    )
    insert into search_terms_daily as t
    select crowded.dimension, crowded.day, beyond, sum(searches), sum(answered),
      sum(without_result), sum(results), sum(conversions)
    from gone
    on conflict (dimension, day, term_id) do update set
      searches = t.searches + excluded.searches,
      answered = t.answered + excluded.answered,
      without_result = t.without_result + excluded.without_result,
      results = t.results + excluded.results,
      conversions = t.conversions + excluded.conversions;

    -- The same of the pairs: one way round, and of what went there, the other.
    with gone as (
      delete from search_pairs_daily
      where term_id = any(rest) and day = crowded.day
      returning dimension, other_id, searches, answered, without_result, results, conversions
    ), mirrored as (
      delete from search_pairs_daily p using (select distinct other_id from gone) as g
      where p.term_id = g.other_id and p.dimension = crowded.dimension and p.day = crowded.day
        and p.other_id = any(rest)
    ), kept as (
      select dimension, other_id, sum(searches) as searches, sum(answered) as answered,
        sum(without_result) as without_result, sum(results) as results,
        sum(conversions) as conversions
      from gone group by 1, 2
    )
    insert into search_pairs_daily as p
    select * from (
      select beyond as term_id, dimension, crowded.day, other_id, searches, answered,
        without_result, results, conversions
      from kept
      union all
      select other_id, crowded.dimension, crowded.day, beyond, searches, answered, without_result,
        results, conversions
      from kept
    ) as both_ways
    on conflict (term_id, dimension, day, other_id) do update set
      searches = p.searches + excluded.searches,
      answered = p.answered + excluded.answered,
      without_result = p.without_result + excluded.without_result,
      results = p.results + excluded.results,
      conversions = p.conversions + excluded.conversions;
  end loop;
  return taken;
end
$$;

-- All that belongs to one request: the log is asked for it by traces, and by whoever pastes an id.
create index activity_log_trace on activity_log (trace_id, created_at desc nulls last)
  where trace_id is not null;
