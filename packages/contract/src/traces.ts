import { z } from 'zod';
import { CustomerRef } from './customers.ts';
import { Timestamp } from './page.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';
import { TraceLayer } from './trace-layers.ts';

/** Of an answer, by layer: a trace that has more is cut, and says so. */
export const traceLimits = {
  span: 5_000,
  request: 500,
  ai_job: 1_000,
  pipeline_run: 200,
  stage: 1_000,
  alert: 200,
  incident: 50,
  check_run: 200,
  analysis_run: 50,
  notification: 200,
  activity: 500,
  log: 1_000,
} as const satisfies Record<TraceLayer, number>;

export const TraceStatus = z.enum([
  'unset',
  'ok',
  'error',
  'warning',
  'pending',
  'running',
  'skipped',
]);
export type TraceStatus = z.infer<typeof TraceStatus>;

/** Something that happened in a trace. */
export const TraceEntry = z.object({
  /** Unique in the trace: its layer and id. */
  id: z.string(),
  layer: TraceLayer,
  /** The record's own id; of a span its `spanId`. */
  recordId: z.string(),
  /** What it is told to be a part of; null for what nobody told it of. */
  parentId: z.string().nullable(),
  /** It is told to be a part of a span that is not there. */
  isOrphan: z.boolean(),
  name: z.string(),
  /** Where it happened: a service, the source of a log or alert, a provider, a pipeline, a channel. */
  place: z.string().nullable(),
  /** Of a span: server, client, internal, producer, consumer. */
  kind: z.string().nullable(),
  /** Microseconds after the trace's first moment. */
  startUs: z.number().int(),
  /** Null for a moment, and for what has not ended. */
  durationUs: z.number().int().nullable(),
  status: TraceStatus,
  /** In words: a status code, the type of an error, tokens and cost. */
  note: z.string().nullable(),
});
export type TraceEntry = z.infer<typeof TraceEntry>;

export const TracePart = z.object({
  layer: TraceLayer,
  /** `forbidden`: this caller may not read it. */
  state: z.enum(['shown', 'forbidden']),
  count: z.number().int(),
  /** There are more than the limit: the earliest are given. */
  isCut: z.boolean(),
  /** Days that its rows are kept; null: for ever. */
  keptDays: z.number().int().nullable(),
  /** What there was of it may be gone: the trace is older than its rows are kept. */
  isPastKept: z.boolean(),
});
export type TracePart = z.infer<typeof TracePart>;

export const Trace = z.object({
  traceId: z.string(),
  asOf: Timestamp,
  /** The first moment, to the microsecond as far as it is told. */
  startedAt: Timestamp,
  durationUs: z.number().int(),
  /** Of the first span or request that is part of no other. */
  name: z.string(),
  errors: z.number().int(),
  /** Of its AI jobs; null without any. */
  usage: z
    .object({
      jobs: z.number().int(),
      tokens: z.number().int(),
      /** Decimal text; without the jobs that have no price. */
      costUsd: z.string(),
      unpricedJobs: z.number().int(),
    })
    .nullable(),
  services: z.array(z.string()),
  /** As far as they are told: five at most. */
  organizations: z.array(CustomerRef),
  users: z.array(CustomerRef),
  sessions: z.array(z.string()),
  parts: z.array(TracePart),
  /** By their start; of those that start together, the longest first. */
  entries: z.array(TraceEntry),
});
export type Trace = z.infer<typeof Trace>;

const TraceId = Text(64).min(1);

export const getTrace = defineRoute({
  method: 'GET',
  path: '/api/v1/traces/:traceId',
  summary: 'All that is known of one trace, as far as the caller may read it.',
  access: 'traces.read',
  params: z.object({ traceId: TraceId }),
  response: Trace,
});

const Attributes = z.record(z.string(), z.unknown());

/** A span with all that was told of it; values that may be personal are masked without `pii.read`. */
export const TraceSpan = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().nullable(),
  name: z.string(),
  kind: z.string(),
  service: z.string().nullable(),
  scope: z.string().nullable(),
  startedAt: Timestamp,
  durationUs: z.number().int(),
  status: z.enum(['unset', 'ok', 'error']),
  statusMessage: z.string().nullable(),
  organization: CustomerRef.nullable(),
  user: CustomerRef.nullable(),
  sessionId: z.string().nullable(),
  attributes: Attributes,
  resource: Attributes,
  events: z.array(z.object({ name: z.string(), at: z.string(), attributes: Attributes })),
  links: z.array(z.object({ traceId: z.string(), spanId: z.string(), attributes: Attributes })),
  /** Attributes, events and links that were left out on the way. */
  dropped: z.number().int(),
});
export type TraceSpan = z.infer<typeof TraceSpan>;

export const getTraceSpan = defineRoute({
  method: 'GET',
  path: '/api/v1/traces/:traceId/spans/:spanId',
  summary: 'One span of a trace, with its attributes and events.',
  access: 'traces.read',
  params: z.object({ traceId: TraceId, spanId: TraceId }),
  response: TraceSpan,
});
