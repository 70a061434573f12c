import { ApiKey, IngestScope, Role } from '@taffrail/contract';
import type { ApiKeyRow } from './api-keys.store.ts';

export const toApiKey = (row: ApiKeyRow): ApiKey => ({
  id: row.id,
  name: row.name,
  kind: ApiKey.shape.kind.parse(row.kind),
  scopes: IngestScope.array().parse(row.scopes),
  role: Role.nullable().parse(row.role),
  prefix: row.prefix,
  origin: ApiKey.shape.origin.parse(row.origin),
  createdBy: row.created_by_email,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
});

/** For the audit log: what a key may do, and how to recognise it. */
export const describeKey = ({ name, kind, scopes, role, prefix, origin }: ApiKey) =>
  kind === 'ingest' ? { name, kind, scopes, prefix, origin } : { name, kind, role, prefix, origin };
