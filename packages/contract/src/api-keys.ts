import { z } from 'zod';
import { defineRoute } from './route.ts';
import { IdParams, Timestamp } from './page.ts';
import { Role } from './permission-names.ts';
import { Text } from './text.ts';

/**
 * What an ingest key may send: batches of the SDK, or what stands in the address of a source. The
 * key of the first start has all.
 */
export const IngestScope = z.enum(['batch', 'load_tests', 'autofix']);
export type IngestScope = z.infer<typeof IngestScope>;

/** A key: `ingest` keys send, `api` keys read and act with the permissions of a role. */
export const ApiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(['ingest', 'api']),
  /** Of an ingest key. */
  scopes: z.array(IngestScope),
  /** Of an API key. */
  role: Role.nullable(),
  /** The beginning of the key, to tell it from others. */
  prefix: z.string(),
  /** `environment` keys are set by a variable and cannot be revoked here. */
  origin: z.enum(['first_start', 'environment', 'operator']),
  createdBy: z.string().nullable(),
  createdAt: Timestamp,
  lastUsedAt: Timestamp.nullable(),
  revokedAt: Timestamp.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** Owners only come in person: a key has at most the role of an operator. */
export const KeyRole = Role.exclude(['owner']);

export const listApiKeys = defineRoute({
  method: 'GET',
  path: '/api/v1/api-keys',
  summary: 'Every key, revoked ones too, newest first.',
  access: 'keys.manage',
  response: z.object({ items: z.array(ApiKey) }),
});

const name = Text(100).trim().min(1);

export const createApiKey = defineRoute({
  method: 'POST',
  path: '/api/v1/api-keys',
  summary: 'Make a key. The whole key is in this answer and nowhere else.',
  access: 'keys.manage',
  body: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('ingest'), name, scopes: z.array(IngestScope).min(1) }),
    z.object({ kind: z.literal('api'), name, role: KeyRole }),
  ]),
  status: 201,
  response: ApiKey.extend({ key: z.string() }),
});

export const revokeApiKey = defineRoute({
  method: 'DELETE',
  path: '/api/v1/api-keys/:id',
  summary: 'Revoke a key at once and for good.',
  access: 'keys.manage',
  params: IdParams,
  response: ApiKey,
});
