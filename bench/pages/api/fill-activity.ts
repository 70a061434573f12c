import { activityCatalogue } from '@taffrail/contract';
import type pg from 'pg';
import {
  manyOrganization,
  manyUser,
} from '../../../packages/server/test/figures/many-activities.ts';
import { doAll, listPartitions, refill } from './refill.ts';

export const organizationCount = 1_000;
export const usersOfOrganization = 20;

export const days = 90;
const dayMs = 86_400_000;

const known = Object.entries(activityCatalogue);
const actions = known.map(([action]) => action);
const categories = known.map(([, { category }]) => category);
const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);
const organizations = numbers(organizationCount).map(manyOrganization);
const users = numbers(organizationCount * usersOfOrganization).map(manyUser);

const fillCustomers = async (owner: pg.ClientBase, before: Date): Promise<void> => {
  await owner.query(
    `insert into organizations (id, external_id, name, created_at)
     select id, 'cus_' || n, 'Organization ' || n, $2
     from unnest($1::uuid[]) with ordinality as o (id, n) on conflict do nothing`,
    [organizations, before],
  );
  await owner.query(
    `insert into users (id, external_id, name, email, created_at)
     select id, 'usr_' || n, 'User ' || n, 'user' || n || '@example.com', $2
     from unnest($1::uuid[]) with ordinality as u (id, n) on conflict do nothing`,
    [users, before],
  );
  await owner.query(
    `insert into activity_actions select * from unnest($1::text[], $2::text[]) on conflict do nothing`,
    [actions, categories],
  );
  await owner.query('vacuum analyze organizations, users, activity_actions');
};

/** What of the days before a moment lies in a month. */
const clip = (month: Date, before: Date): { from: Date; to: Date } => {
  const monthEnd = Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1);
  return {
    from: new Date(Math.max(month.getTime(), before.getTime() - days * dayMs)),
    to: new Date(Math.min(monthEnd, before.getTime())),
  };
};

/** Evenly over time; a few organizations, members and actions have most of it. */
const fillLog =
  (rows: number, before: Date) =>
  async (owner: pg.ClientBase, partition: string): Promise<void> => {
    const [year, month] = partition.split('_').slice(-2).map(Number) as [number, number];
    const { from, to } = clip(new Date(Date.UTC(year, month - 1, 1)), before);
    const lengthMs = to.getTime() - from.getTime();
    if (lengthMs <= 0) return;
    await owner.query(
      `insert into ${partition} (
         created_at, received_at, id, organization_id, user_id, action, category, resource_type,
         resource_id, session_id, metadata
       )
       select at, at, gen_random_uuid(),
         case when ($4::text[])[kind] not like 'user.%' then ($6::uuid[])[organization + 1] end,
         ($7::uuid[])[organization * ${usersOfOrganization} + member + 1],
         ($4::text[])[kind], ($5::text[])[kind], split_part(($4::text[])[kind], '.', 1),
         'thing_' || n % 5000, 's_' || n % 1000, jsonb_build_object('n', n, 'country', 'DE')
       from (
         select n, $2::timestamptz + (n - 1) * ($3::float8 / $1) * interval '1 millisecond' as at,
           floor(${organizationCount} * power(random(), 2))::int as organization,
           floor(${usersOfOrganization} * power(random(), 2))::int as member,
           1 + floor(${actions.length} * power(random(), 2))::int as kind
         from generate_series(1, $1::int) n
       ) as drawn`,
      [
        Math.round((rows * lengthMs) / (days * dayMs)),
        from,
        lengthMs,
        actions,
        categories,
        organizations,
        users,
      ],
    );
  };

/** Rollups of all in the log at once, as they would be had it come in by itself. */
const rollups = (timeZone: string): Readonly<Record<string, string>> => {
  const day = `(created_at at time zone '${timeZone}')::date`;
  return {
    activity_daily: `(day, organization_id, action, count, first_at)
      select ${day}, organization_id, action, count(*), min(created_at)
      from activity_log group by 1, 2, 3 order by 1`,
    active_users_daily: `(day, organization_id, user_id, count, first_at, last_at)
      select ${day}, organization_id, user_id, count(*), min(created_at), max(created_at)
      from activity_log where user_id is not null group by 1, 2, 3 order by 1`,
  };
};

const totals = {
  activity_totals_daily: `(day, action, count)
    select day, action, sum(count) from activity_daily group by 1, 2`,
  active_organizations_daily: `(day, organization_id, count, first_at)
    select day, organization_id, sum(count), min(first_at)
    from activity_daily where organization_id is not null group by 1, 2`,
} as const;

const partitionedRollups = {
  activity_hourly: `(bucket, organization_id, action, count)
    select date_trunc('hour', created_at, 'UTC'), organization_id, action, count(*)`,
  activity_totals_quarter_hourly: `(bucket, action, count)
    select date_bin('15 minutes', created_at, 'epoch'), action, count(*)`,
} as const;

const into =
  (select: string) =>
  (owner: pg.ClientBase, table: string): Promise<unknown> =>
    owner.query(`insert into ${table} ${select}`);

/** The log of so many actions with its rollups, in place of what was there. */
export const fillActivity = async (
  ownerUrl: string,
  { rows, before, timeZone }: { rows: number; before: Date; timeZone: string },
): Promise<void> => {
  const months: string[] = [];
  await doAll(ownerUrl, [
    async (owner) => {
      await fillCustomers(owner, before);
      months.push(...(await listPartitions(owner, 'activity_log')));
    },
  ]);
  const dated = months.filter((name) => !name.endsWith('_older'));
  await doAll(
    ownerUrl,
    dated.map((name) => (owner) => refill(owner, name, fillLog(rows, before))),
  );
  await doAll(ownerUrl, [
    ...Object.entries(rollups(timeZone)).map(
      ([table, select]) =>
        (owner: pg.ClientBase) =>
          refill(owner, table, into(select)),
    ),
    ...dated.flatMap((month) =>
      Object.entries(partitionedRollups).map(
        ([table, select]) =>
          (owner: pg.ClientBase) =>
            refill(
              owner,
              month.replace('activity_log', table),
              into(
                `${select} from ${month} group by ${table === 'activity_hourly' ? '1, 2, 3' : '1, 2'} order by 1`,
              ),
            ),
      ),
    ),
  ]);
  await doAll(
    ownerUrl,
    Object.entries(totals).map(
      ([table, select]) =>
        (owner) =>
          refill(owner, table, into(select)),
    ),
  );
};
