import { z } from 'zod';
import { Check } from './checks.ts';
import { IdParams, PageQuery, Timestamp, pageOf } from './page.ts';
import { defineRoute } from './route.ts';

/**
 * `new`: it never pinged. `late`: a ping is due, and its grace is not over. `down`: the grace is
 * over, or it said that it failed. `disabled`: nobody waits.
 */
export const HeartbeatState = z.enum(['new', 'up', 'late', 'down', 'disabled']);
export type HeartbeatState = z.infer<typeof HeartbeatState>;

/** What a ping says; the exit status of a command is `success` when it is 0, else `fail`. */
export const PingKind = z.enum(['success', 'start', 'fail', 'log']);
export type PingKind = z.infer<typeof PingKind>;

/** Of a ping's body, as Healthchecks keeps it. */
export const pingBodyBytes = 10_000;

export const Heartbeat = z.object({
  /** What waits for it: its period, grace and cron expression are in its `config`. */
  check: Check,
  state: HeartbeatState,
  /** A start was told, and no end yet. */
  isRunning: z.boolean(),
  lastPingAt: Timestamp.nullable(),
  lastPingKind: PingKind.nullable(),
  lastSuccessAt: Timestamp.nullable(),
  /** When the next is expected, and until when that is waited for; null before the first. */
  dueAt: Timestamp.nullable(),
  downAt: Timestamp.nullable(),
  /** Of the latest run that told of its start, too. */
  lastDurationMs: z.number().nullable(),
  /** Where it pings. Whoever has the address may: null for those who may not change checks. */
  pingUrl: z.url().nullable(),
  /** The latest twenty, oldest first. */
  strip: z.array(z.object({ id: z.uuid(), at: Timestamp, kind: PingKind })),
});
export type Heartbeat = z.infer<typeof Heartbeat>;

export const listHeartbeats = defineRoute({
  method: 'GET',
  path: '/api/v1/heartbeats',
  summary: 'What pings here when it ran, what is down first. 200 at most.',
  access: 'incidents.read',
  response: z.object({ asOf: Timestamp, timeZone: z.string(), items: z.array(Heartbeat) }),
});

export const HeartbeatPing = z.object({
  id: z.uuid(),
  at: Timestamp,
  kind: PingKind,
  exitStatus: z.number().int().nullable(),
  method: z.string(),
  userAgent: z.string().nullable(),
  /** Of the run that it tells of, where the sender names it. */
  rid: z.uuid().nullable(),
  /** Since the start of the same run. */
  durationMs: z.number().nullable(),
  /** Text; what is not UTF-8 is replaced, secrets are taken out. */
  body: z.string(),
  bodyIsCut: z.boolean(),
});
export type HeartbeatPing = z.infer<typeof HeartbeatPing>;

export const listHeartbeatPings = defineRoute({
  method: 'GET',
  path: '/api/v1/heartbeats/:id/pings',
  summary: 'What a heartbeat said in the last 90 days, newest first. Its id is that of its check.',
  access: 'incidents.read',
  params: IdParams,
  query: PageQuery,
  response: pageOf(HeartbeatPing),
});

export const moveHeartbeat = defineRoute({
  method: 'POST',
  path: '/api/v1/heartbeats/:id/address',
  summary: 'Give a heartbeat a new address; the old one stops at once.',
  access: 'checks.manage',
  params: IdParams,
  response: z.object({ pingUrl: z.url() }),
});
