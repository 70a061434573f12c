import { activityCatalogue } from '@taffrail/contract';
import type pg from 'pg';

/** Ids that a test can name. */
export const manyOrganization = (number: number): string =>
  `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
export const manyUser = (number: number): string =>
  `00000000-0000-7000-9000-${number.toString(16).padStart(12, '0')}`;

/**
 * Fills the log with rows spread evenly over the days before a moment, with their rollups, and has
 * Postgres gather its statistics. Organization 0 has a tenth of them, the last nearly none; 100
 * organizations have 20 users each.
 */
export const makeManyActivities = async (
  owner: pg.Pool,
  given: { rows: number; days: number; before: Date; timeZone: string },
): Promise<void> => {
  const known = Object.entries(activityCatalogue);
  const client = await owner.connect();
  try {
    await client.query(`set synchronous_commit = off`);
    await client.query('select setseed(0.42)');
    await client.query(
      `create or replace function pg_temp.uuid_of(kind text, number int) returns uuid
       language sql immutable as
       $$ select ('00000000-0000-7000-' || kind || '-' || lpad(to_hex(number), 12, '0'))::uuid $$`,
    );
    await client.query(
      `insert into organizations (id, external_id, name, created_at)
       select pg_temp.uuid_of('8000', n), 'cus_' || n, 'Organization ' || n, $1
       from generate_series(0, 99) n on conflict do nothing`,
      [given.before],
    );
    await client.query(
      `insert into users (id, external_id, name, email, created_at)
       select pg_temp.uuid_of('9000', n), 'usr_' || n, 'User ' || n, 'user' || n || '@example.com', $1
       from generate_series(0, 1999) n on conflict do nothing`,
      [given.before],
    );
    await client.query(
      `insert into activity_actions select * from unnest($1::text[], $2::text[]) on conflict do nothing`,
      [known.map(([action]) => action), known.map(([, { category }]) => category)],
    );
    await client.query(
      `with drawn as (
         select n,
           date_trunc('milliseconds', $2::timestamptz - random() * $3::int * interval '1 day') as at,
           floor(100 * power(random(), 2))::int as organization,
           floor(20 * power(random(), 2))::int as member,
           1 + floor($6::int * power(random(), 2))::int as kind
         from generate_series(1, $1::int) n
         order by at
       )
       insert into activity_log (
         created_at, received_at, id, organization_id, user_id, action, category, resource_type,
         resource_id, session_id, metadata
       )
       select at, at, gen_random_uuid(),
         case when ($4::text[])[kind] not like 'user.%' then pg_temp.uuid_of('8000', organization) end,
         pg_temp.uuid_of('9000', organization * 20 + member),
         ($4::text[])[kind], ($5::text[])[kind], split_part(($4::text[])[kind], '.', 1),
         'thing_' || n % 5000, 's_' || n % 1000, jsonb_build_object('n', n, 'country', 'DE')
       from drawn`,
      [
        given.rows,
        given.before,
        given.days,
        known.map(([action]) => action),
        known.map(([, { category }]) => category),
        known.length,
      ],
    );
    await countAll(client, given.timeZone);
    await client.query('vacuum analyze');
  } finally {
    client.release(true);
  }
};

/** Rollups of everything in the log at once, as they would be had it come in by itself. */
const countAll = async (client: pg.PoolClient, timeZone: string): Promise<void> => {
  await client.query(
    `insert into activity_hourly (bucket, organization_id, action, count)
     select date_trunc('hour', created_at, 'UTC'), organization_id, action, count(*)
     from activity_log group by 1, 2, 3`,
  );
  await client.query(
    `insert into activity_totals_quarter_hourly (bucket, action, count)
     select date_bin('15 minutes', created_at, 'epoch'), action, count(*)
     from activity_log group by 1, 2`,
  );
  const day = `(created_at at time zone '${timeZone}')::date`;
  await client.query(
    `insert into activity_daily (day, organization_id, action, count, first_at)
     select ${day}, organization_id, action, count(*), min(created_at)
     from activity_log group by 1, 2, 3`,
  );
  await client.query(
    `insert into activity_totals_daily (day, action, count)
     select day, action, sum(count) from activity_daily group by 1, 2`,
  );
  await client.query(
    `insert into active_organizations_daily (day, organization_id, count, first_at)
     select day, organization_id, sum(count), min(first_at)
     from activity_daily where organization_id is not null group by 1, 2`,
  );
  await client.query(
    `insert into active_users_daily (day, organization_id, user_id, count, first_at, last_at)
     select ${day}, organization_id, user_id, count(*), min(created_at), max(created_at)
     from activity_log where user_id is not null group by 1, 2, 3`,
  );
};
