import { z } from 'zod';
import {
  AutofixFate,
  AutofixOutcome,
  AutofixTrigger,
  AutofixVerification,
  CommitSha,
  Repository,
} from './autofix-kinds.ts';
import { defineRoute } from './route.ts';
import { IdParams, PageQuery, RangeEnd, Timestamp, pageOf } from './page.ts';
import { Text } from './text.ts';

const WebUrl = z.url({ protocol: /^https?$/ }).max(2_000);
/** A query has digits. */
const Counted = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,7}$/)
      .transform(Number),
  ])
  .pipe(z.number().int().min(0).max(1_000_000));

/** What the result of an attempt says besides what the agent itself has written down. */
const Facts = z.object({
  /** The sender's own id of the attempt, best the workflow's run and attempt; sent again, it is the same. */
  id: Text(200).min(1).optional(),
  trigger: AutofixTrigger,
  title: Text(500).trim().min(1),
  /** Of the Sentry issue, the load test run or the workflow run. */
  triggerId: Text(200).optional(),
  triggerUrl: WebUrl.optional(),
  repository: Repository.optional(),
  commitSha: CommitSha.optional(),
  /** Made of repository and commit on github.com unless given. */
  commitUrl: WebUrl.optional(),
  workflowUrl: WebUrl.optional(),
  /** What tests said of the fix; derived of their counts unless given. */
  verification: AutofixVerification.optional(),
  testsPassed: Counted.optional(),
  testsFailed: Counted.optional(),
  /** Of CI, what failed: the name of the workflow, and the branch. */
  workflow: Text(200).optional(),
  branch: Text(250).optional(),
  /** When the attempt ended; when it arrived unless given. */
  at: Timestamp.optional(),
});

/**
 * What `POST /ingest/autofix/<key>` takes: this, or the execution file of claude-code-action as it
 * is, with the facts in the query: `?trigger=ci&title=…&commitSha=…`.
 */
export const AutofixReport = Facts.extend({
  /** Derived from the execution unless given: failed when it failed, fixed with a commit. */
  outcome: AutofixOutcome.optional(),
  summary: Text(20_000).optional(),
  error: Text(20_000).optional(),
  model: Text(100).optional(),
  turns: z.number().int().min(0).max(100_000).optional(),
  durationMs: z.number().int().min(0).max(604_800_000).optional(),
  costUsd: z.number().min(0).max(100_000).optional(),
  /** The messages of claude-code-action's execution file; they fill in what is not given above. */
  execution: z.array(z.record(z.string(), z.unknown())).max(20_000).optional(),
});
export type AutofixReport = z.infer<typeof AutofixReport>;

/** The facts in a query beside an execution file. */
export const AutofixFacts = Facts;
export type AutofixFacts = z.infer<typeof AutofixFacts>;

/** An attempt of an agent to fix something, and what came of it. */
export const AutofixRun = z.object({
  id: z.uuid(),
  createdAt: Timestamp,
  trigger: AutofixTrigger,
  triggerId: z.string().nullable(),
  triggerUrl: z.string().nullable(),
  outcome: AutofixOutcome,
  title: z.string(),
  /** Of what failed, its first line. */
  error: z.string().nullable(),
  repository: z.string().nullable(),
  commitSha: z.string().nullable(),
  commitUrl: z.string().nullable(),
  workflowUrl: z.string().nullable(),
  model: z.string().nullable(),
  turns: z.number().int().nullable(),
  durationMs: z.number().int().nullable(),
  costUsd: z.number().nullable(),
  /** Null where nobody said. */
  verification: AutofixVerification.nullable(),
  testsPassed: z.number().int().nullable(),
  testsFailed: z.number().int().nullable(),
  /** Of CI: what failed, and on which branch. */
  workflow: z.string().nullable(),
  branch: z.string().nullable(),
  /** Null of what fixed nothing. */
  fate: AutofixFate.nullable(),
  /** The first that brought the commit of the fix to production. */
  deploy: z
    .object({
      id: z.uuid(),
      finishedAt: Timestamp,
      environment: z.string(),
      url: z.string().nullable(),
    })
    .nullable(),
  /** When what was fixed came back after that, the last time. */
  reopenedAt: Timestamp.nullable(),
  /** When what had failed was tried again after that and did not, the last time. */
  heldAt: Timestamp.nullable(),
});
export type AutofixRun = z.infer<typeof AutofixRun>;

/** Which attempts are listed and counted. */
const AttemptFilter = z.object({
  trigger: AutofixTrigger.optional(),
  repository: Repository.optional(),
});

export const listAutofixRuns = defineRoute({
  method: 'GET',
  path: '/api/v1/autofix-runs',
  summary: 'What agents attempted to fix, newest first.',
  access: 'operations.read',
  query: PageQuery.extend({
    ...AttemptFilter.shape,
    outcome: AutofixOutcome.optional(),
    /** Of fixes only. */
    fate: AutofixFate.optional(),
    from: RangeEnd.optional(),
    to: RangeEnd.optional(),
  }),
  response: pageOf(AutofixRun),
});

export const getAutofixRun = defineRoute({
  method: 'GET',
  path: '/api/v1/autofix-runs/:id',
  summary: 'One attempt, with what the agent says it found and did.',
  access: 'operations.read',
  params: IdParams,
  response: AutofixRun.extend({
    /** The agent's own words. */
    summary: z.string().nullable(),
    /** Whole. */
    error: z.string().nullable(),
  }),
});

/** attempts = fixed + skipped + failed. */
export const AutofixCounts = z.object({
  attempts: z.number().int(),
  fixed: z.number().int(),
  skipped: z.number().int(),
  failed: z.number().int(),
});
export type AutofixCounts = z.infer<typeof AutofixCounts>;

const Period = z.object({
  from: Timestamp,
  to: Timestamp,
  total: AutofixCounts,
  byTrigger: z.record(AutofixTrigger, AutofixCounts),
});

export const AutofixFigures = z.object({
  asOf: Timestamp,
  current: Period,
  /** Of the same length, up to where the range begins. */
  previous: Period,
  /** Those that the attempts of both periods were made in, by name. */
  repositories: z.array(z.string()),
  /** Whether any attempt was ever reported. */
  hasAttempts: z.boolean(),
});
export type AutofixFigures = z.infer<typeof AutofixFigures>;

export const getAutofixFigures = defineRoute({
  method: 'GET',
  path: '/api/v1/autofix-figures',
  summary: 'How many attempts there were in a range and what came of them, beside the time before.',
  access: 'operations.read',
  query: AttemptFilter.extend({
    /** A day before `to` unless given. */
    from: RangeEnd.optional(),
    /** Now unless given. */
    to: RangeEnd.optional(),
  }),
  response: AutofixFigures,
});
