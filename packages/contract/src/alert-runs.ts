import { z } from 'zod';
import { IdParams, Timestamp } from './page.ts';
import { RunStatus } from './pipeline-range.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

/**
 * Runs of the console's own pipeline, `alerts`: ingest → check → analyze → notify. What is shown of
 * a run is `GET /api/v1/pipeline-runs/:id`; here stands what only the engine knows, and what an
 * operator may do with it.
 */
export const alertPipeline = 'alerts';

/** What the engine carries out; `ingest` is over when a run begins. */
export const AlertRunStage = z.enum(['check', 'analyze', 'notify']);
export type AlertRunStage = z.infer<typeof AlertRunStage>;

/** Why a run was started. */
export const AlertRunCause = z.enum([
  'opened',
  'severity_changed',
  'status_changed',
  'label_changed',
  'reopened',
  'resolved',
]);
export type AlertRunCause = z.infer<typeof AlertRunCause>;

export const AlertRunState = RunStatus.exclude(['skipped']);
export type AlertRunState = z.infer<typeof AlertRunState>;

/** What an operator may do now; else why not, as a sentence. */
const Offer = z.object({ refusal: z.string().nullable() });

/** Something that was made in the run. */
export const AlertRunResult = z.object({
  kind: z.enum(['check_run', 'analysis_run', 'notification']),
  id: z.uuid(),
  /** The check, the provider, the channel. */
  title: z.string(),
  /** As its own page has it. */
  state: z.string(),
  at: Timestamp,
});
export type AlertRunResult = z.infer<typeof AlertRunResult>;

export const AlertRun = z.object({
  runId: z.uuid(),
  /** One more with each change: who changes it says which they saw. */
  version: z.number().int(),
  state: AlertRunState,
  /** It runs, and was not heard of for two minutes: it is taken up again by itself. */
  isStalled: z.boolean(),
  /** Under way, or next; of a run that has ended the one that it ended with. */
  stage: AlertRunStage,
  attempt: z.number().int(),
  cause: AlertRunCause,
  /** When the report came in that started it. */
  receivedAt: Timestamp,
  /** Of what is retrying. */
  nextAttemptAt: Timestamp.nullable(),
  /** Null when it is no longer kept. */
  incident: z.object({ id: z.uuid(), number: z.number().int(), title: z.string() }).nullable(),
  /** The latest twenty of those that it was started for, or that joined it while it waited. */
  alerts: z.array(z.object({ id: z.uuid(), name: z.string(), cause: AlertRunCause })),
  alertCount: z.number().int(),
  /** The latest hundred. */
  results: z.array(AlertRunResult),
  retry: Offer,
  fail: Offer,
  /** What an operator did last. */
  lastAct: z
    .object({
      act: z.enum(['retry', 'fail']),
      by: z.string(),
      at: Timestamp,
      reason: z.string().nullable(),
    })
    .nullable(),
});
export type AlertRun = z.infer<typeof AlertRun>;

export const getAlertRun = defineRoute({
  method: 'GET',
  path: '/api/v1/alert-runs/:id',
  summary: 'What a run of the alert pipeline belongs to, what came of it, and what may be done.',
  access: 'pipelines.read',
  params: IdParams,
  response: AlertRun,
});

const Seen = z.object({ version: z.number().int().min(1) });

/**
 * Nothing runs by this: it is marked `retrying`, with one attempt more, and taken up from the stage
 * that failed within about a minute. `conflict` says why that is impossible, or who was first.
 */
export const retryAlertRun = defineRoute({
  method: 'POST',
  path: '/api/v1/alert-runs/:id/retry',
  summary: 'Mark a failed run for retry, from the stage that failed.',
  access: 'runs.retry',
  params: IdParams,
  body: Seen,
  response: AlertRun,
});

export const failAlertRun = defineRoute({
  method: 'POST',
  path: '/api/v1/alert-runs/:id/fail',
  summary: 'Mark a run as failed that has not ended, and let it do nothing more.',
  access: 'runs.retry',
  params: IdParams,
  body: Seen.extend({ reason: Text(500).trim().min(1) }),
  response: AlertRun,
});
