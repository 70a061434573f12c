import { z } from 'zod';
import { AiJobStatus, CostSource } from './ai-job-kinds.ts';
import { aiJobFilterFields } from './ai-job-filter.ts';
import { CustomerRef } from './customers.ts';
import { IdParams, PageQuery, RangeEnd, Timestamp, pageOf } from './page.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

/** US dollars as decimal text with 8 decimals. */
const CostUsd = z.string().regex(/^\d+\.\d{8}$/);

/** A call of a model, as a list has it. */
export const ListedAiJob = z.object({
  id: z.uuid(),
  /** When the call began. */
  createdAt: Timestamp,
  provider: z.string(),
  model: z.string(),
  operation: z.string(),
  /** Of the product; null when none was named. */
  route: z.string().nullable(),
  organization: CustomerRef.nullable(),
  user: CustomerRef.nullable(),
  /** With those read from and written to a cache. */
  inputTokens: z.number().int(),
  /** With those of reasoning. */
  outputTokens: z.number().int(),
  cachedReadTokens: z.number().int(),
  cachedWriteTokens: z.number().int(),
  reasoningTokens: z.number().int(),
  /** Null when unpriced: unknown, not nothing. */
  costUsd: CostUsd.nullable(),
  costSource: CostSource,
  latencyMs: z.number(),
  timeToFirstTokenMs: z.number().nullable(),
  status: AiJobStatus,
  errorType: z.string().nullable(),
  /** From 0 to 1, where somebody judged it. */
  accuracy: z.number().nullable(),
  traceId: z.string().nullable(),
});
export type ListedAiJob = z.infer<typeof ListedAiJob>;

export const AiJobFilter = z
  .object({
    ...aiJobFilterFields,
    /** From this moment on; nothing older than `aiJobKeptDays` is read. */
    from: RangeEnd,
    /** Up to, but without, this moment. */
    to: RangeEnd,
  })
  .partial();
export type AiJobFilter = z.infer<typeof AiJobFilter>;

export const listAiJobs = defineRoute({
  method: 'GET',
  path: '/api/v1/ai-jobs',
  summary: 'Calls of models with their cost, newest first.',
  access: 'usage.read',
  query: PageQuery.extend(AiJobFilter.shape),
  response: pageOf(ListedAiJob).extend({
    /**
     * More than one filter is searched for, newest first, for about a second. Set when the time was
     * up before the page was full: rows older than this moment have not been looked at yet.
     * `nextCursor` goes on from there.
     */
    searchedTo: Timestamp.nullable(),
  }),
});

/** Streams all that the filters give, as the list has them. Times are UTC. Each export is audited. */
export const exportAiJobs = defineRoute({
  method: 'GET',
  path: '/api/v1/ai-jobs/export',
  summary: 'All AI jobs that the filters give, as CSV or NDJSON.',
  access: 'usage.read',
  query: AiJobFilter.extend({
    format: z.enum(['csv', 'ndjson']),
    /** Adds a column with the local times of this zone to the CSV; an IANA name. */
    timeZone: Text(64).optional(),
  }),
});

/** In the order in which a bill has them. */
export const TokenClass = z.enum(['input', 'cached_read', 'cached_write', 'output', 'reasoning']);
export type TokenClass = z.infer<typeof TokenClass>;

/** How the cost of a priced job came about. */
export const AiJobArithmetic = z.object({
  price: z.object({
    id: z.uuid(),
    provider: z.string(),
    modelPattern: z.string(),
    effectiveFrom: Timestamp,
    /** The tier that held for an input of this size; null for the price without one. */
    aboveInputTokens: z.number().int().nullable(),
  }),
  /** Tokens of each class that the job had, each in one class only. They add up to the cost. */
  lines: z.array(
    z.object({
      class: TokenClass,
      tokens: z.number().int(),
      /** For a million of them. */
      rateUsd: z.string(),
      /** Not rounded: a line may have fourteen decimals. */
      costUsd: z.string(),
    }),
  ),
});
export type AiJobArithmetic = z.infer<typeof AiJobArithmetic>;

export const AiJob = ListedAiJob.extend({
  receivedAt: Timestamp,
  sessionId: z.string().nullable(),
  spanId: z.string().nullable(),
  promptVersion: z.string().nullable(),
  /** All else that was told of the call, without the secrets that were recognised. */
  attributes: z.record(z.string(), z.unknown()),
  /** Null where the cost was reported, or is unknown. */
  arithmetic: AiJobArithmetic.nullable(),
});
export type AiJob = z.infer<typeof AiJob>;

export const getAiJob = defineRoute({
  method: 'GET',
  path: '/api/v1/ai-jobs/:id',
  summary: 'A call of a model: its tokens, how its cost came about, and all that was told of it.',
  access: 'usage.read',
  params: IdParams,
  response: AiJob,
});
