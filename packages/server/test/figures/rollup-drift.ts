import type pg from 'pg';

const zone = `(select value #>> '{}' from settings where key = 'time_zone')`;
const day = `(created_at at time zone ${zone})::date`;

/** What each rollup must hold, counted from the raw rows. */
const rollups: Readonly<Record<string, string>> = {
  activity_hourly: `select date_trunc('hour', created_at, 'UTC') as bucket, organization_id, action,
    count(*) from activity_log group by 1, 2, 3`,
  activity_daily: `select ${day} as day, organization_id, action, count(*), min(created_at) as first_at
    from activity_log group by 1, 2, 3`,
  activity_totals_quarter_hourly: `select date_bin('15 minutes', created_at, '2000-01-01Z') as bucket,
    action, count(*) from activity_log group by 1, 2`,
  activity_totals_daily: `select ${day} as day, action, count(*) from activity_log group by 1, 2`,
  active_organizations_daily: `select ${day} as day, organization_id, count(*),
    min(created_at) as first_at
    from activity_log where organization_id is not null group by 1, 2`,
  active_users_daily: `select ${day} as day, organization_id, user_id, count(*),
    min(created_at) as first_at, max(created_at) as last_at
    from activity_log where user_id is not null group by 1, 2, 3`,
  system_logs_quarter_hourly: `select date_bin('15 minutes', created_at, '2000-01-01Z') as bucket,
    level, source = 'taffrail' as is_own, count(*) from system_logs group by 1, 2, 3`,
  system_logs_daily: `select ${day} as day, level, source = 'taffrail' as is_own, count(*)
    from system_logs group by 1, 2, 3`,
};

/** Rows that a rollup has and should not, or should have and has not: none when nothing drifted. */
export const findRollupDrift = async (owner: pg.Pool | pg.Client): Promise<unknown[]> => {
  const found: unknown[] = [];
  for (const [table, truth] of Object.entries(rollups)) {
    const { rows } = await owner.query(`
      with truth as (${truth}), stored as (select * from ${table})
      select 'missing' as what, to_jsonb(t) as row from (table truth except table stored) as t
      union all
      select 'surplus', to_jsonb(s) from (table stored except table truth) as s`);
    found.push(...rows.map((row: object) => ({ table, ...row })));
  }
  return found;
};
