import { z } from 'zod';
import { defineRoute } from './route.ts';
import { IdParams, Timestamp } from './page.ts';
import { Text } from './text.ts';

/** Systems that send by a webhook of their own; each has one driver on the server. */
export const SourceKind = z.enum(['stripe', 'load_tests', 'autofix']);
export type SourceKind = z.infer<typeof SourceKind>;

/** Where each kind of source sends, the key behind it. */
export const sourcePaths = {
  stripe: '/hooks/stripe',
  load_tests: '/ingest/load-tests',
  autofix: '/ingest/autofix',
} as const satisfies Record<SourceKind, string>;

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
  /** When its latest delivery came; null before the first. Looked for in the inbox (30 days). */
  lastReceivedAt: Timestamp.nullable(),
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
/** What the sender signs with: Stripe's `whsec_…`. */
const secret = Text(200).trim().min(8);

export const listSources = defineRoute({
  method: 'GET',
  path: '/api/v1/sources',
  summary: 'What is connected, newest first, and when it sent last.',
  access: 'sources.manage',
  response: z.object({ items: z.array(Source) }),
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

export const removeSource = defineRoute({
  method: 'DELETE',
  path: '/api/v1/sources/:id',
  summary: 'Disconnect a source. What it sent stays.',
  access: 'sources.manage',
  params: IdParams,
  status: 204,
});
