import { z } from 'zod';
import { Severity } from './alert-kinds.ts';
import { CheckCondition, CheckKind, CheckResult } from './check-kinds.ts';
import { IdParams, PageQuery, RangeEnd, Timestamp, pageOf } from './page.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

/** Why it ran: it was due, somebody asked for it, or the run of an alert did. */
export const CheckRunCause = z.enum(['schedule', 'asked', 'pipeline']);
export type CheckRunCause = z.infer<typeof CheckRunCause>;

/** One look of a check. */
export const CheckRun = z.object({
  id: z.uuid(),
  check: z.object({
    id: z.uuid(),
    kind: CheckKind,
    /** As it was called then. */
    name: z.string(),
  }),
  result: CheckResult,
  message: z.string(),
  /** In the unit of its kind (`checkUnits`); null where nothing was measured. */
  value: z.number().nullable(),
  /** The thresholds of then. */
  warningAt: z.number().nullable(),
  criticalAt: z.number().nullable(),
  durationMs: z.number(),
  /** When it began. */
  createdAt: Timestamp,
  /** The machine that looked. */
  host: z.string(),
  /** What it looked at: an address, a path, a database. */
  target: z.string().nullable(),
  cause: CheckRunCause,
  /** The run of the pipeline that it was part of, or that its alert started. */
  traceId: z.string().nullable(),
});
export type CheckRun = z.infer<typeof CheckRun>;

export const CheckRunFilter = z.object({
  checkId: z.uuid().optional(),
  kind: CheckKind.optional(),
  result: CheckResult.optional(),
  /** Of checks that are so now; of the failing ones their bad results alone. */
  condition: CheckCondition.optional(),
  traceId: Text(64).min(1).optional(),
  /** From this moment on; nothing older than 90 days is read. */
  from: RangeEnd.optional(),
  /** Up to, but without, this moment. */
  to: RangeEnd.optional(),
});
export type CheckRunFilter = z.infer<typeof CheckRunFilter>;

export const listCheckRuns = defineRoute({
  method: 'GET',
  path: '/api/v1/check-runs',
  summary: 'Runs of checks, latest first.',
  access: 'incidents.read',
  query: PageQuery.extend(CheckRunFilter.shape),
  response: pageOf(CheckRun),
});

/** CSV (RFC 4180, UTF-8, with a header) or one JSON object a line. Each export is audited. */
export const exportCheckRuns = defineRoute({
  method: 'GET',
  path: '/api/v1/check-runs/export',
  summary: 'All runs that the filters give, as CSV or NDJSON.',
  access: 'incidents.read',
  query: CheckRunFilter.extend({
    format: z.enum(['csv', 'ndjson']),
    /** Adds a column with the local times of this zone to the CSV; an IANA name. */
    timeZone: Text(64).optional(),
  }),
});

export const CheckRunDetail = CheckRun.extend({
  /** What else was seen, by name: of an address its status, its redirects, its certificate. */
  output: z.record(z.string(), z.unknown()),
  /** The run of the alert pipeline that it belongs to; null without one. */
  pipelineRunId: z.uuid().nullable(),
  /** Whether the check is still there. */
  isCheckKept: z.boolean(),
  /** Those before and after of the same check, up to ten each, newest first. */
  later: z.array(CheckRun),
  earlier: z.array(CheckRun),
  /** Not closed nor resolved, with alerts of this check. */
  openIncidents: z.array(
    z.object({ id: z.uuid(), number: z.number().int(), title: z.string(), severity: Severity }),
  ),
});
export type CheckRunDetail = z.infer<typeof CheckRunDetail>;

export const getCheckRun = defineRoute({
  method: 'GET',
  path: '/api/v1/check-runs/:id',
  summary: 'A run with all it saw, those around it, and the incidents that are open of its check.',
  access: 'incidents.read',
  params: IdParams,
  response: CheckRunDetail,
});
