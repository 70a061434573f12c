-- A year of a thousand terms is 365,000 rows by the day: pages read whole weeks where they can.

create table search_terms_weekly (
  dimension text not null,
  -- Of the reporting time zone.
  monday date not null,
  term_id integer not null,
  searches integer not null,
  answered integer not null,
  without_result integer not null,
  results double precision not null,
  conversions integer not null,
  primary key (dimension, monday, term_id)
) with (fillfactor = 50);

insert into search_terms_weekly
select dimension, date_trunc('week', day)::date, term_id, sum(searches), sum(answered),
  sum(without_result), sum(results), sum(conversions)
from search_terms_daily
group by 1, 2, 3
order by 1, 2, 3;

-- Follows the days, whatever changes them: searches that are counted, late ones too, and terms that
-- are put together.
create function count_search_weeks() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  changes search_terms_daily[];
begin
  if tg_op = 'INSERT' then
    select array_agg(a) into changes from added a;
  elsif tg_op = 'DELETE' then
    select array_agg(row(
      dimension, day, term_id, -searches, -answered, -without_result, -results, -conversions
    )::search_terms_daily) into changes from removed;
  else
    select array_agg(row(
      dimension, day, term_id, a.searches - r.searches, a.answered - r.answered,
      a.without_result - r.without_result, a.results - r.results, a.conversions - r.conversions
    )::search_terms_daily) into changes
    from added a join removed r using (dimension, day, term_id);
  end if;

  insert into search_terms_weekly as w
  select dimension, date_trunc('week', day)::date, term_id, sum(searches), sum(answered),
    sum(without_result), sum(results), sum(conversions)
  from unnest(changes)
  group by 1, 2, 3
  order by 1, 2, 3
  on conflict (dimension, monday, term_id) do update set
    searches = w.searches + excluded.searches,
    answered = w.answered + excluded.answered,
    without_result = w.without_result + excluded.without_result,
    results = w.results + excluded.results,
    conversions = w.conversions + excluded.conversions;

  if tg_op = 'DELETE' then
    delete from search_terms_weekly w
    using (select distinct dimension, date_trunc('week', day)::date, term_id from unnest(changes))
      as c (dimension, monday, term_id)
    where w.dimension = c.dimension and w.monday = c.monday and w.term_id = c.term_id
      and w.searches = 0 and w.answered = 0 and w.conversions = 0;
  end if;
  return null;
end
$$;

create trigger search_weeks_added after insert on search_terms_daily
  referencing new table as added for each statement execute function count_search_weeks();
create trigger search_weeks_changed after update on search_terms_daily
  referencing old table as removed new table as added
  for each statement execute function count_search_weeks();
create trigger search_weeks_removed after delete on search_terms_daily
  referencing old table as removed for each statement execute function count_search_weeks();
