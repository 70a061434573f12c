import { sql } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';

/** A Sunday at 03:00 of the reporting time zone, by its date there. */
const sunday = (now: Date, timeZone: string) => sql`(
  select day - extract(dow from day)::int as day
  from (select (${now}::timestamptz at time zone ${timeZone} - interval '3 hours')::date as day) d
)`;

/** When the next weekly runs are due: after now. */
export const findNextDue = async (db: Database, now: Date, timeZone: string): Promise<Date> => {
  const { rows } = await sql<{ at: Date }>`
    select (s.day + 7 + time '03:00') at time zone ${timeZone} as at
    from ${sunday(now, timeZone)} as s`.execute(db);
  const [next] = rows;
  if (!next) throw new Error('There is a next Sunday.');
  return next.at;
};

/** From now on these are run every week, and no others. Those that were so before stay as they were. */
export const scheduleWeekly = async (
  tx: Transaction,
  names: readonly string[],
  now: Date,
): Promise<void> => {
  await sql`
    update load_tests
    set scheduled_since = case when name = any(${[...names]}::text[]) then ${now}::timestamptz end
    where (scheduled_since is null) = (name = any(${[...names]}::text[]))`.execute(tx);
};

/** A weekly run of which nothing is known yet. */
export interface OpenRun {
  readonly load_test_id: string;
  readonly name: string;
  readonly due_at: Date;
  readonly external_id: string;
}

/** The last four Sundays at 03:00 and where the week before each began: a worker may have been away. */
const lastSundays = (now: Date, timeZone: string) => sql`(
  select (d.day + time '03:00') at time zone ${timeZone} as at,
    (d.day - 7 + time '03:00') at time zone ${timeZone} as week_from,
    'weekly:' || to_char(d.day, 'YYYY-MM-DD') as external_id
  from ${sunday(now, timeZone)} as s, generate_series(0, 3) as week,
    lateral (select s.day - 7 * week as day) as d
)`;

/** Of which of the last Sundays is no run known? For each test by the unique index of its runs. */
export const listOpenRuns = async (
  tx: Transaction,
  names: readonly string[],
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<OpenRun[]> => {
  const { rows } = await sql<OpenRun>`
    select t.id as load_test_id, t.name, due.at as due_at, due.external_id
    from load_tests t cross join ${lastSundays(now, timeZone)} as due
    where t.name = any(${[...names]}::text[]) and t.scheduled_since <= due.at
      and not exists (
        select from load_test_runs r
        where r.load_test_id = t.id and r.external_id = due.external_id
      )
    order by due.at, t.name`.execute(tx);
  return rows;
};

/** In which of the last weeks did no run begin? By load_test_runs_test; a missed one stands at its end. */
export const listSilentWeeks = async (
  tx: Transaction,
  names: readonly string[],
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<OpenRun[]> => {
  const { rows } = await sql<OpenRun>`
    select t.id as load_test_id, t.name, due.at as due_at, due.external_id
    from load_tests t cross join ${lastSundays(now, timeZone)} as due
    where t.name = any(${[...names]}::text[]) and t.scheduled_since <= due.week_from
      and not exists (
        select from load_test_runs r
        where r.load_test_id = t.id and (
          r.external_id = due.external_id
          or (r.created_at >= due.week_from and r.created_at < due.at and r.verdict <> 'missed')
        )
      )
    order by due.at, t.name`.execute(tx);
  return rows;
};

const keyOf = ({ external_id, name }: Pick<OpenRun, 'external_id' | 'name'>): string =>
  `load_test:${external_id}:${name}`;

/** How often the job of a run failed, and what it said last; by its key. */
export const findFailure = async (
  tx: Transaction,
  run: OpenRun,
): Promise<{ readonly attempts: number; readonly last_error: string } | undefined> => {
  const { rows } = await sql<{ attempts: number; last_error: string }>`
    select attempts, last_error from graphile_worker.jobs
    where key = ${keyOf(run)} and attempts > 0 and last_error is not null`.execute(tx);
  return rows[0];
};

/** Once, however often it is asked for: what is under way or has failed for good is not added again. */
export const enqueueWeeklyRun = async (
  tx: Transaction,
  task: string,
  run: OpenRun,
): Promise<void> => {
  const { name, due_at, external_id } = run;
  const payload = JSON.stringify({
    plan: name,
    dueAt: due_at.toISOString(),
    externalId: external_id,
  });
  await sql`
    select graphile_worker.add_job(${task}, ${payload}::json,
      job_key => ${keyOf(run)}, job_key_mode => 'unsafe_dedupe',
      max_attempts => 3)`.execute(tx);
};

/** Answers whether it was: it may have been run meanwhile. */
export const insertMissedRun = async (
  tx: Transaction,
  run: OpenRun & { readonly id: string; readonly now: Date; readonly reason: string },
): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('load_test_runs')
    .values({
      id: run.id,
      load_test_id: run.load_test_id,
      external_id: run.external_id,
      created_at: run.due_at,
      received_at: run.now,
      tool: null,
      verdict: 'missed',
      verdict_reason: run.reason,
      thresholds: '[]',
      routes: '[]',
    })
    .onConflict((conflict) => conflict.columns(['load_test_id', 'external_id']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
};
