import { z } from 'zod';
import { CheckConfig } from './check-config.ts';
import { CheckCondition, CheckKind, CheckRange, CheckResult } from './check-kinds.ts';
import { IdParams, Timestamp } from './page.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

const Count = z.number().int();

/** As many as one tick can run and a page shows. */
export const mostChecks = 200;

/** `good` of those `known`: without runs that could not tell, and never without its base. */
export const Share = z.object({ good: Count, known: Count });
export type Share = z.infer<typeof Share>;

/** A run in a strip of the latest. */
export const CheckCell = z.object({
  id: z.uuid(),
  at: Timestamp,
  result: CheckResult,
  message: z.string(),
});
export type CheckCell = z.infer<typeof CheckCell>;

/** Something that is looked at every so often, and how it was the last times. */
export const Check = z.object({
  id: z.uuid(),
  kind: CheckKind,
  name: z.string(),
  /** The service it is about: alerts of the same are looked at together with it. */
  service: z.string().nullable(),
  /** The machine it is about, as labels of alerts name it. */
  host: z.string().nullable(),
  everyMinutes: Count,
  /** It alerts after so many bad results in a row, so that one spike wakes nobody. */
  failuresBeforeAlert: Count,
  isEnabled: z.boolean(),
  config: CheckConfig,
  /** Rises with every change: what is changed is named by it. */
  version: Count,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  /** Null before the first run. */
  result: CheckResult.nullable(),
  /** Since when the result is what it is. */
  resultSince: Timestamp.nullable(),
  /** Whether an alert of it is firing. */
  isAlerting: z.boolean(),
  isFlapping: z.boolean(),
  lastRunAt: Timestamp.nullable(),
  /** Null while it is disabled. */
  nextRunAt: Timestamp.nullable(),
});
export type Check = z.infer<typeof Check>;

export const WatchedCheck = Check.extend({
  /** The latest twenty runs, oldest first. */
  strip: z.array(CheckCell),
  latest: z
    .object({
      value: z.number().nullable(),
      warningAt: z.number().nullable(),
      criticalAt: z.number().nullable(),
      durationMs: z.number(),
    })
    .nullable(),
  /** Of the last seven days: `good` were ok, the others warnings or critical. */
  healthy7d: Share,
  /** Up are those that were not critical. The last 24 whole hours, and days of the reporting zone. */
  uptime: z.object({ '24h': Share, '7d': Share, '30d': Share, '90d': Share }),
});
export type WatchedCheck = z.infer<typeof WatchedCheck>;

export const listChecks = defineRoute({
  method: 'GET',
  path: '/api/v1/checks',
  summary: 'The checks, what is bad first, with their latest results and uptime. 200 at most.',
  access: 'incidents.read',
  query: z.object({ condition: CheckCondition.optional(), result: CheckResult.optional() }),
  response: z.object({ asOf: Timestamp, timeZone: z.string(), items: z.array(WatchedCheck) }),
});

const WatchedPoint = z.object({
  at: Timestamp,
  /** Runs that gave a result, however it was. */
  runs: Count,
  critical: Count,
  unknown: Count,
  /** Null where nothing was measured. */
  mean: z.number().nullable(),
  max: z.number().nullable(),
});

export const CheckHistory = z.object({
  asOf: Timestamp,
  timeZone: z.string(),
  check: WatchedCheck,
  range: z.object({ from: Timestamp, to: Timestamp }),
  /** 300, 3600 or 86400. */
  stepSeconds: Count,
  /** In order; a moment without a run is left out. */
  points: z.array(WatchedPoint),
});
export type CheckHistory = z.infer<typeof CheckHistory>;

export const getCheckHistory = defineRoute({
  method: 'GET',
  path: '/api/v1/checks/:id/history',
  summary: 'What a check measured over time: response times of an address, for example.',
  access: 'incidents.read',
  params: IdParams,
  query: z.object({ range: CheckRange.default('24h') }),
  response: CheckHistory,
});

const fields = {
  name: Text(100).trim().min(1),
  service: Text(200).trim().min(1).nullable().default(null),
  host: Text(200).trim().min(1).nullable().default(null),
  everyMinutes: Count.min(1).max(1_440).default(1),
  failuresBeforeAlert: Count.min(1).max(20).default(2),
};

export const CreateCheck = z.object({
  ...fields,
  isEnabled: z.boolean().default(true),
  config: CheckConfig,
});
export type CreateCheck = z.infer<typeof CreateCheck>;

export const createCheck = defineRoute({
  method: 'POST',
  path: '/api/v1/checks',
  summary: 'Watch something. A name that another check has is a conflict.',
  access: 'checks.manage',
  body: CreateCheck,
  status: 201,
  response: Check,
});

/** Its kind stays: another kind is another check. */
export const ChangeCheck = CreateCheck.extend({ version: Count });
export type ChangeCheck = z.infer<typeof ChangeCheck>;

export const changeCheck = defineRoute({
  method: 'PUT',
  path: '/api/v1/checks/:id',
  summary: 'Change a check. Its version must be the one that was read.',
  access: 'checks.manage',
  params: IdParams,
  body: ChangeCheck,
  response: Check,
});

export const enableCheck = defineRoute({
  method: 'PUT',
  path: '/api/v1/checks/:id/enabled',
  summary: 'Enable or disable a check. What it alerted of is resolved when it is disabled.',
  access: 'checks.manage',
  params: IdParams,
  body: z.object({ isEnabled: z.boolean(), version: Count }),
  response: Check,
});

export const removeCheck = defineRoute({
  method: 'DELETE',
  path: '/api/v1/checks/:id',
  summary: 'Remove a check. Its runs stay as long as they are kept.',
  access: 'checks.manage',
  params: IdParams,
  status: 204,
});

export const runCheck = defineRoute({
  method: 'POST',
  path: '/api/v1/checks/:id/run',
  summary: 'Run a check now, instead of when it is due. The result follows.',
  access: 'checks.run',
  params: IdParams,
  status: 204,
});

/** What a check would find. Nothing of it is kept, nobody is told. */
export const CheckTrial = z.object({
  result: CheckResult,
  message: z.string(),
  value: z.number().nullable(),
  warningAt: z.number().nullable(),
  criticalAt: z.number().nullable(),
  durationMs: z.number(),
  /** What else was seen, by name. */
  output: z.record(z.string(), z.unknown()),
});
export type CheckTrial = z.infer<typeof CheckTrial>;

export const tryCheck = defineRoute({
  method: 'POST',
  path: '/api/v1/check-trials',
  summary: 'Run a check that is not saved, within five seconds.',
  access: 'checks.manage',
  body: z.object({ config: CheckConfig }),
  response: CheckTrial,
});
