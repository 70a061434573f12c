import { z } from 'zod';
import { defineRoute } from './route.ts';
import { DatabaseState, ProbeFailure } from './database-latency.ts';
import { IdParams, Timestamp } from './page.ts';
import { ProductFailure } from './product-database.ts';
import { SourceKind } from './source-kinds.ts';
import { Text } from './text.ts';

/**
 * `fresh`: it sent lately; `late`: it has been silent for longer than is usual; `never`: nothing
 * has ever come; `disabled`: what comes is held until somebody enables it again.
 */
export const Freshness = z.enum(['fresh', 'late', 'never', 'disabled']);
export type Freshness = z.infer<typeof Freshness>;

/** Days of silence after which something may be wrong; null where silence says nothing. */
export const lateAfterDays = {
  sdk: 1,
  openTelemetry: 1,
  stripe: 7,
  load_tests: 8,
  autofix: null,
  // No news of these is good news.
  alertmanager: null,
  sentry: null,
  github: null,
  generic: null,
} as const satisfies Record<SourceKind | 'sdk' | 'openTelemetry', number | null>;

/** A delivery that the console sent as the source would, to try it out. */
export const SourceTest = z.object({
  /** Of the delivery in the inbox. */
  id: z.uuid(),
  sentAt: Timestamp,
  /** `arrived`: it was stored and read, and then undone, so that no figure counts it. */
  state: z.enum(['waiting', 'arrived', 'failed']),
  reason: z.string().nullable(),
});
export type SourceTest = z.infer<typeof SourceTest>;

/** Something that sends, and what came of it. */
export const Source = z.object({
  id: z.uuid(),
  kind: SourceKind,
  name: z.string(),
  /** The beginning of the key in its address, to tell it from others. */
  prefix: z.string(),
  /** Whether the secret is known that it signs with. */
  hasSecret: z.boolean(),
  /** Null for what was made by a key or the console itself. */
  createdBy: z.string().nullable(),
  createdAt: Timestamp,
  /** When its latest delivery came, tests apart; null without one in the inbox (30 days). */
  lastReceivedAt: Timestamp.nullable(),
  freshness: Freshness,
  /** Since when what it sends is held; null while it is enabled. */
  disabledAt: Timestamp.nullable(),
  /** Counts its changes: who enables or disables it says which one was read. */
  version: z.number().int(),
  /** The latest test. */
  lastTest: SourceTest.nullable(),
  /** Deliveries that came while it was disabled, and are read once it is enabled. */
  held: z.number().int(),
  /** Deliveries that are not read yet. */
  waiting: z.number().int(),
  /** Deliveries that cannot be read. */
  poisoned: z.number().int(),
});
export type Source = z.infer<typeof Source>;

/** With what is shown once: whoever has the address may send. */
export const MadeSource = Source.extend({
  /** Where it sends to, with the key. */
  url: z.url(),
});
export type MadeSource = z.infer<typeof MadeSource>;

const name = Text(100).trim().min(1);
/** What the sender signs with: Stripe's `whsec_…`, Sentry's client secret. */
const secret = Text(200).trim().min(8);

export const listSources = defineRoute({
  method: 'GET',
  path: '/api/v1/sources',
  summary: 'What is connected, and when it sent last; sources of their own newest first.',
  access: 'sources.manage',
  response: z.object({
    asOf: Timestamp,
    /** What the SDK sends in batches, whichever ingest key it has. */
    sdk: z.object({
      url: z.url(),
      /** Ingest keys that hold and may send batches. */
      keys: z.number().int(),
      lastReceivedAt: Timestamp.nullable(),
      freshness: Freshness,
    }),
    /** What exporters of OpenTelemetry send, with the same keys. */
    openTelemetry: z.object({
      /** Behind which each signal has its path. */
      url: z.url(),
      /** When spans came last, to the minute. */
      lastReceivedAt: Timestamp.nullable(),
      freshness: Freshness,
    }),
    productDatabase: z.object({
      state: DatabaseState,
      /** The minute in which it was asked last. */
      lastAskedAt: Timestamp.nullable(),
      /** Why it did not answer then; null when it did. */
      failure: ProbeFailure.nullable(),
    }),
    items: z.array(Source),
  }),
});

export const createSource = defineRoute({
  method: 'POST',
  path: '/api/v1/sources',
  summary: 'Connect a source. Its address, with the key, is in this answer and nowhere else.',
  access: 'sources.manage',
  body: z.object({ kind: SourceKind, name, secret: secret.optional() }),
  status: 201,
  response: MadeSource,
});

export const rotateSourceKey = defineRoute({
  method: 'POST',
  path: '/api/v1/sources/:id/key',
  summary: 'Give a source a new address; the old one stops at once.',
  access: 'sources.manage',
  params: IdParams,
  response: MadeSource,
});

export const setSourceSecret = defineRoute({
  method: 'PUT',
  path: '/api/v1/sources/:id/secret',
  summary: 'Say what a source signs with from now on.',
  access: 'sources.manage',
  params: IdParams,
  body: z.object({ secret }),
  response: Source,
});

export const enableSource = defineRoute({
  method: 'PUT',
  path: '/api/v1/sources/:id/enabled',
  summary: 'Enable or disable a source. What comes meanwhile is kept, and read once it is enabled.',
  access: 'sources.manage',
  params: IdParams,
  body: z.object({ isEnabled: z.boolean(), version: z.number().int().min(1) }),
  response: Source,
});

export const removeSource = defineRoute({
  method: 'DELETE',
  path: '/api/v1/sources/:id',
  summary: 'Disconnect a source. What it sent stays.',
  access: 'sources.manage',
  params: IdParams,
  status: 204,
});

export const testSource = defineRoute({
  method: 'POST',
  path: '/api/v1/sources/:id/test',
  summary: 'Send a delivery as the source would, verified, stored and read; nothing of it is kept.',
  access: 'sources.manage',
  params: IdParams,
  status: 201,
  response: SourceTest,
});

export const testProductDatabase = defineRoute({
  method: 'POST',
  path: '/api/v1/sources/product-database/test',
  summary: "Ask the product's database something small, now.",
  access: 'sources.manage',
  response: z.object({
    /** Null when it answered. */
    failure: ProductFailure.nullable(),
    durationMs: z.number(),
  }),
});
