import { z } from 'zod';
import { defineRoute } from './route.ts';
import { PageQuery, RangeEnd, Timestamp, pageOf } from './page.ts';
import { Text } from './text.ts';

/** Something that an operator, a key or the console itself did to the console. */
export const AuditEntry = z.object({
  id: z.uuid(),
  /** `operator.signed_in`, `api_key.created`, `activity.exported`, … */
  action: z.string(),
  actor: z.object({
    kind: z.enum(['operator', 'api_key', 'system']),
    id: z.uuid().nullable(),
    /** An operator's e-mail or a key's name, as it was then. */
    label: z.string(),
  }),
  targetType: z.string().nullable(),
  targetId: z.string().nullable(),
  /** What the target was and became, without secrets. */
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  ipAddress: z.string().nullable(),
  requestId: z.string().nullable(),
  createdAt: Timestamp,
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditFilter = z.object({
  /** An action, or a prefix as `api_key.*`. */
  action: Text(100).optional(),
  actorId: z.uuid().optional(),
  targetId: Text(200).optional(),
  from: RangeEnd.optional(),
  to: RangeEnd.optional(),
});

export const listAuditLog = defineRoute({
  method: 'GET',
  path: '/api/v1/audit-log',
  summary: 'What operators, keys and the console did, newest first.',
  access: 'audit_log.read',
  query: PageQuery.extend(AuditFilter.shape),
  response: pageOf(AuditEntry),
});
