import { sql, type RawBuilder } from 'kysely';

/** When the same came back after the deploy, and when it was tried again and did not. */
export interface Recurrence {
  readonly again_at: Date | null;
  readonly without_at: Date | null;
}

/** The issue of Sentry: alerts_sentry_issue and alerts_sentry_short_id. What is not told is no proof. */
const ofIssue = sql`
  select max(a.started_at) as again_at, null::timestamptz as without_at
  from alerts a
  where autofix_runs.trigger = 'sentry' and a.source_kind = 'sentry'
    and a.started_at > deploy.finished_at
    and (a.fingerprint = 'issue:' || trigger_id or a.annotations ->> 'issue' = trigger_id)`;

const uuid = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';

/** The run of a load test that a fix is of: by its id here, else by the one it was reported with. */
const runOfFix = sql`coalesce(
  (select id from load_test_runs
   where id = case when trigger_id ~ ${uuid} then trigger_id::uuid end),
  (select id from load_test_runs
   where external_id = trigger_id collate "C" and created_at <= autofix_runs.created_at
   order by created_at desc limit 1)
)`;

/** Looked at of the runs since. */
const latestRuns = 50;

const isAlike = (one: string, other: string): RawBuilder<boolean> => sql<boolean>`
  ${sql.ref(`${one}.endpoint`)} = ${sql.ref(`${other}.endpoint`)}
  and ${sql.ref(`${one}.status_code`)} is not distinct from ${sql.ref(`${other}.status_code`)}
  and ${sql.ref(`${one}.method`)} is not distinct from ${sql.ref(`${other}.method`)}`;

/**
 * What failed in the run of a load test, by endpoint and status, and had not when the test passed
 * last: load_test_failures_alike. The test ran without it where a run came to its end of which it is
 * known what failed: load_test_runs_test.
 */
const ofLoadTest = sql`
  select failures.again_at, case when failures.are_known then (
    select max(l.created_at)
    from (
      select id, created_at, failed, verdict from load_test_runs
      where load_test_id = r.load_test_id and created_at > deploy.finished_at
      order by created_at desc, id desc limit ${sql.lit(latestRuns)}
    ) as l
    where l.verdict in ('passed', 'failed', 'unknown')
      and (l.failed = 0 or exists (select from load_test_failures where run_id = l.id))
  ) end as without_at
  from load_test_runs r
  left join lateral (
    select id from load_test_runs
    where load_test_id = r.load_test_id and verdict = 'passed' and created_at < r.created_at
    order by created_at desc, id desc limit 1
  ) as passed on true
  cross join lateral (
    select max(again.created_at) as again_at, count(*) > 0 as are_known
    from load_test_failures f
    left join lateral (
      select s.created_at from load_test_failures s
      where s.load_test_id = f.load_test_id and s.created_at > deploy.finished_at
        and ${isAlike('s', 'f')}
      order by s.created_at desc limit 1
    ) as again on true
    where f.run_id = r.id and not exists (
      select from load_test_failures p where p.run_id = passed.id and ${isAlike('p', 'f')}
    )
  ) as failures
  where autofix_runs.trigger = 'load_test' and deploy.id is not null and r.id = ${runOfFix}`;

/**
 * The workflow on its branch, as GitHub tells: alerts_workflow. It succeeded since the fix where its
 * alert was over after that, and not because somebody here said so.
 */
const ofWorkflow = sql`
  select max(a.started_at) filter (where a.started_at > deploy.finished_at) as again_at,
    max(a.ended_at) filter (
      where a.ended_at > autofix_runs.created_at and a.resolved_by is null
    ) as without_at
  from alerts a
  where autofix_runs.trigger = 'ci' and a.source_kind = 'github'
    and a.labels ->> 'workflow' = workflow and a.labels ->> 'branch' = branch
    and coalesce(a.labels ->> 'repository' = autofix_runs.repository, true)`;

/** Of a fix that is deployed; each part looks only where its kind of trigger is. */
export const recurrence: RawBuilder<Recurrence> = sql<Recurrence>`(
  select max(again_at) as again_at, max(without_at) as without_at
  from (${ofIssue} union all ${ofLoadTest} union all ${ofWorkflow}) as told
  where deploy.id is not null
)`;
