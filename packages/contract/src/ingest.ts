import { z } from 'zod';
import { AiJobRecord } from './ai-jobs.ts';
import { DeployRecord } from './deploys.ts';
import { Metadata, ProductId } from './ingest-fields.ts';
import { Timestamp } from './page.ts';
import { PipelineRunRecord, ScoreRecord, StageExecutionRecord } from './pipeline-records.ts';
import { Text as text } from './text.ts';

/**
 * What `POST /ingest/v1/batch` takes: one JSON object a line. The server's hot path checks records
 * by hand; a property-based test holds the hand checks to these schemas.
 */

/** Dotted and lower case, as `lead.created`. */
export const ActionName = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+$/);

export const ActivityRecord = z
  .object({
    kind: z.literal('activity'),
    /** UUID; best version 7. Made on the server when absent (then sending again is not recognised). */
    id: z.uuid().optional(),
    /** Required for every action but `user.*`. */
    organizationId: ProductId.nullish(),
    /** Absent for what the system does by itself. */
    userId: ProductId.nullish(),
    action: ActionName,
    resourceType: text(100).nullish(),
    resourceId: text(200).nullish(),
    metadata: Metadata.nullish(),
    ipAddress: z.union([z.ipv4(), z.ipv6()]).nullish(),
    userAgent: text(1000).nullish(),
    traceId: text(64).nullish(),
    sessionId: text(200).nullish(),
    /** The time of the id when that is of version 7, else of receipt, when absent. */
    createdAt: Timestamp.optional(),
    /** What is billed: never refused for its age. The SDK sets it on what it kept on disk. */
    ledger: z.boolean().nullish(),
  })
  .refine(
    ({ organizationId, action }) =>
      typeof organizationId === 'string' || action.startsWith('user.'),
    'organizationId is required for every action but user.*',
  );
export type ActivityRecord = z.infer<typeof ActivityRecord>;

/** A request that the product answered. It cannot be changed; with its id it counts once. */
export const ApiRequestRecord = z.object({
  kind: z.literal('api_request'),
  /** UUID; best version 7. Without one the batch's Idempotency-Key is what recognises it. */
  id: z.uuid().optional(),
  /** The pattern of the route, never the path: `/teams/:team/leads/:lead`. */
  endpoint: text(300).min(1),
  /** Upper case, as HTTP has it. */
  method: z.string().regex(/^[A-Z][A-Z-]{0,19}$/),
  statusCode: z.number().int().min(100).max(599),
  /** Until the response was done; kept to the microsecond. At most a day. */
  responseTimeMs: z.number().min(0).max(86_400_000),
  organizationId: ProductId.nullish(),
  userId: ProductId.nullish(),
  traceId: text(64).nullish(),
  /**
   * Of the span that stands for the whole request: with `traceId`, a request that OpenTelemetry
   * tells of too counts once.
   */
  spanId: text(64).nullish(),
  /** How many requests it stands for: more than 1 when the sender samples. */
  count: z.number().int().min(1).max(1_000_000).nullish(),
  /** When the response was done. Absent: the time of the id when that is of version 7, else of receipt. */
  createdAt: Timestamp.optional(),
});
export type ApiRequestRecord = z.infer<typeof ApiRequestRecord>;

export const LogLevel = z.enum(['error', 'warning', 'info']);
export type LogLevel = z.infer<typeof LogLevel>;

/** Characters. */
export const logLimits = { message: 10_000, source: 300, errorType: 200, stack: 32_768 } as const;

/** What the product logged. Obvious secrets are taken out before it is stored. */
export const LogRecord = z.object({
  kind: z.literal('log'),
  /** UUID; best version 7. Made on the server when absent (then sending again is not recognised). */
  id: z.uuid().optional(),
  level: LogLevel,
  message: text(logLimits.message).min(1),
  /** Where it was written: the pattern of an API route, the name of a job. */
  source: text(logLimits.source).min(1),
  /** The class of what was thrown: `TypeError`. */
  errorType: text(logLimits.errorType).nullish(),
  stack: text(logLimits.stack).nullish(),
  /** Open to anything that helps to understand it. */
  context: Metadata.nullish(),
  traceId: text(64).nullish(),
  organizationId: ProductId.nullish(),
  userId: ProductId.nullish(),
  sessionId: text(200).nullish(),
  /** The time of the id when that is of version 7, else of receipt, when absent. */
  createdAt: Timestamp.optional(),
});
export type LogRecord = z.infer<typeof LogRecord>;

/** The fields given replace what is stored; the others stay. */
export const OrganizationRecord = z.object({
  kind: z.literal('organization'),
  id: ProductId,
  name: text(200).nullish(),
  plan: text(100).nullish(),
  seats: z.number().int().min(0).max(1_000_000).nullish(),
  locale: text(35).nullish(),
  createdAt: Timestamp.optional(),
});
export type OrganizationRecord = z.infer<typeof OrganizationRecord>;

export const UserRecord = z.object({
  kind: z.literal('user'),
  id: ProductId,
  name: text(200).nullish(),
  email: text(320).nullish(),
  locale: text(35).nullish(),
  createdAt: Timestamp.optional(),
});
export type UserRecord = z.infer<typeof UserRecord>;

export const MembershipRecord = z.object({
  kind: z.literal('membership'),
  organizationId: ProductId,
  userId: ProductId,
  role: text(100).nullish(),
  /** When the user left; a later record without it brings the user back. */
  removedAt: Timestamp.nullish(),
  createdAt: Timestamp.optional(),
});
export type MembershipRecord = z.infer<typeof MembershipRecord>;

/** Stripe's words. */
export const SubscriptionStatus = z.enum([
  'active',
  'past_due',
  'trialing',
  'incomplete',
  'incomplete_expired',
  'unpaid',
  'paused',
  'canceled',
]);
export type SubscriptionStatus = z.infer<typeof SubscriptionStatus>;

/** Decimal text in the major unit: `49.00`. */
const Amount = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/);

export const SubscriptionPrice = z.object({
  /** Of one unit for one period, tax excluded. */
  amount: Amount,
  /** 1 when absent. */
  quantity: z.number().int().min(0).max(100_000).nullish(),
  /** A month when absent. */
  interval: z.enum(['day', 'week', 'month', 'year']).nullish(),
  /** How many of them a period has: 3 months are a quarter. */
  intervalCount: z.number().int().min(1).max(100).nullish(),
});
export type SubscriptionPrice = z.infer<typeof SubscriptionPrice>;

/** A part of the price, or an amount off each period's. */
const SubscriptionDiscount = z
  .object({
    percentOff: z.number().min(0).max(100).nullish(),
    amountOff: Amount.nullish(),
    /** From the start of the subscription when absent. */
    startsAt: Timestamp.nullish(),
    /** For as long as the subscription lasts when absent. */
    endsAt: Timestamp.nullish(),
  })
  .refine(
    ({ percentOff, amountOff }) =>
      (typeof percentOff === 'number') !== (typeof amountOff === 'string'),
    'needs one of percentOff and amountOff',
  );

/** The whole state of a subscription from a moment on. Told again, it changes nothing. */
export const SubscriptionRecord = z
  .object({
    kind: z.literal('subscription'),
    id: ProductId,
    organizationId: ProductId,
    status: SubscriptionStatus,
    /** ISO 4217, lower case. */
    currency: z.string().regex(/^[a-z]{3}$/),
    /** A subscription of one price has its fields here, one of several has `items`. */
    ...SubscriptionPrice.partial().shape,
    items: z.array(SubscriptionPrice).min(1).max(20).nullish(),
    discounts: z.array(SubscriptionDiscount).max(20).nullish(),
    plan: text(100).nullish(),
    /** Where the customer is: ISO 3166-1, upper case. */
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .nullish(),
    startedAt: Timestamp,
    trialEndsAt: Timestamp.nullish(),
    /** When it will end, as announced. */
    cancelAt: Timestamp.nullish(),
    endedAt: Timestamp.nullish(),
    /** The moment from which on this is so; of receipt when absent. */
    at: Timestamp.optional(),
  })
  .refine(
    ({ amount, items }) => (amount === undefined) !== (items === undefined || items === null),
    'needs one of amount and items',
  );
export type SubscriptionRecord = z.infer<typeof SubscriptionRecord>;

export const IngestRecord = z.discriminatedUnion('kind', [
  ActivityRecord,
  ApiRequestRecord,
  LogRecord,
  AiJobRecord,
  PipelineRunRecord,
  StageExecutionRecord,
  ScoreRecord,
  OrganizationRecord,
  UserRecord,
  MembershipRecord,
  SubscriptionRecord,
  DeployRecord,
]);
export type IngestRecord = z.infer<typeof IngestRecord>;

export const ingestLimits = {
  /** Of the body as sent, and of what it unpacks to. */
  bodyBytes: 5 * 1024 * 1024,
  records: 10_000,
  /** Of one line. */
  recordBytes: 256 * 1024,
  /** Clocks run ahead; further in the future is rejected. */
  aheadMs: 5 * 60_000,
  /** Older than this is rejected. */
  acceptDays: 90,
  /** The same for requests. */
  acceptRequestDays: 30,
  /** The same for AI jobs. */
  acceptAiJobDays: 180,
  idempotencyDays: 7,
} as const;

/** Why a record was not taken; its neighbours were. */
export const RejectionCode = z.enum([
  'invalid_json',
  'invalid_record',
  'unknown_kind',
  'too_old',
  'too_far_ahead',
]);
export type RejectionCode = z.infer<typeof RejectionCode>;

export const BatchAnswer = z.object({
  /** Durable, whether new or known before. */
  accepted: z.number().int(),
  /** `index` is the number of the line, from 0, blank lines not counted. */
  rejected: z.array(
    z.object({ index: z.number().int(), code: RejectionCode, message: z.string() }),
  ),
  warnings: z.array(z.string()),
});
export type BatchAnswer = z.infer<typeof BatchAnswer>;
