import { one, type Queryable } from '../database/pool.ts';
import type { PlanName } from '../plans/plans.ts';

export type JobKind = 'discovery' | 'headhunt' | 'batch';

/** What is to be done, for whom, and the request that it came from. */
export interface NewJob {
  readonly kind: JobKind;
  readonly organizationId: string;
  readonly userId: string;
  readonly resourceId: string;
  readonly sessionId?: string | undefined;
  readonly traceId?: string | undefined;
}

/** Also what the SDK calls a session: who acts, and in which trace. */
export interface Job {
  readonly id: string;
  readonly kind: JobKind;
  readonly organizationId: string;
  /** Null once the user is gone. */
  readonly userId: string | null;
  readonly resourceId: string;
  readonly sessionId: string | null;
  readonly traceId: string | null;
  readonly plan: PlanName;
}

export interface JobState {
  readonly id: string;
  readonly kind: JobKind;
  readonly resourceId: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed';
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export const insertJob = async (db: Queryable, job: NewJob): Promise<string> => {
  const { rows } = await db.query<{ id: string }>(
    `insert into jobs (organization_id, user_id, session_id, trace_id, kind, resource_id)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [job.organizationId, job.userId, job.sessionId, job.traceId, job.kind, job.resourceId],
  );
  return one(rows).id;
};

/** The one that waits longest, for this worker alone; jobs_waiting has it. */
export const takeJob = async (db: Queryable): Promise<Job | undefined> => {
  const { rows } = await db.query<Job>(
    `with next as (
       select id from jobs where state = 'queued' order by created_at limit 1
       for update skip locked
     )
     update jobs j set state = 'running', started_at = now()
     from next, subscriptions p
     where j.id = next.id and p.organization_id = j.organization_id and p.ended_at is null
     returning j.id, j.kind, j.organization_id as "organizationId", j.user_id as "userId",
       j.resource_id as "resourceId", j.session_id as "sessionId", j.trace_id as "traceId", p.plan`,
  );
  return rows[0];
};

export const finishJob = async (
  db: Queryable,
  id: string,
  error: string | undefined,
): Promise<void> => {
  await db.query(
    `update jobs set state = case when $2::text is null then 'done' else 'failed' end,
       error = $2, finished_at = now()
     where id = $1`,
    [id, error],
  );
};

/** Of a process that was stopped, or died, in the middle of it. */
export const requeueJobs = async (db: Queryable): Promise<void> => {
  await db.query(`update jobs set state = 'queued' where state = 'running'`);
};

export const listJobs = async (db: Queryable, organizationId: string): Promise<JobState[]> => {
  const { rows } = await db.query<JobState>(
    `select id, kind, resource_id as "resourceId", state, created_at as "createdAt",
       finished_at as "finishedAt"
     from jobs where organization_id = $1 order by created_at desc limit 50`,
    [organizationId],
  );
  return rows;
};
