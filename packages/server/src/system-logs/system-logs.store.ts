import { ownLogSource, type SystemLogFilter } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';
import { containing } from '../platform/db/like.ts';
import {
  orderOf,
  within,
  type Access,
  type Condition,
  type Stretch,
} from '../platform/reading/access.sql.ts';
import type { Part } from '../platform/reading/read-in-parts.ts';
import { readPart } from '../platform/reading/read-part.store.ts';

export interface SystemLogRow {
  readonly created_at: Date;
  readonly id: string;
  readonly level: string;
  readonly source: string;
  readonly message: string;
  readonly error_type: string | null;
  readonly stack: string | null;
  readonly fingerprint: string | null;
  readonly organization_id: string | null;
  readonly organization_external_id: string | null;
  readonly organization_name: string | null;
  readonly user_id: string | null;
  readonly user_external_id: string | null;
  readonly user_name: string | null;
  readonly trace_id: string | null;
  readonly session_id: string | null;
  readonly context: Record<string, unknown>;
}

const holdsText = (q: string): Condition => {
  const pattern = containing(q);
  return sql`(l.message ilike ${pattern} or l.source ilike ${pattern}
    or l.error_type ilike ${pattern})`;
};

/** The rarest first: that one an index answers. */
export const accessTo = (filter: Omit<SystemLogFilter, 'from' | 'to'>): Access => {
  const { fingerprint, traceId, source, level, writtenBy, q } = filter;
  const indexed: Condition[] = [];
  if (traceId !== undefined) indexed.push(sql`l.trace_id = ${traceId}`);
  if (fingerprint !== undefined) indexed.push(sql`l.fingerprint = ${fingerprint}::uuid`);
  if (source !== undefined) indexed.push(sql`l.source = ${source}`);
  if (writtenBy === 'taffrail') indexed.push(sql`l.source = ${ownLogSource}`);
  if (level !== undefined) indexed.push(sql`l.level = ${level}`);
  const [by, ...rest] = indexed;
  if (writtenBy === 'product') rest.push(sql`l.source <> ${ownLogSource}`);
  if (q !== undefined && q !== '') rest.push(holdsText(q));
  return { by, rest };
};

const listed = sql`
  f.created_at, f.id, f.level, f.source, f.message, f.error_type, f.stack, f.fingerprint, f.trace_id,
  f.session_id, f.context,
  f.organization_id, o.external_id as organization_external_id, o.name as organization_name,
  f.user_id, u.external_id as user_external_id, u.name as user_name`;

/**
 * By the index of the condition `by` (system_logs_trace, _fingerprint, _source or _level), else the
 * primary key; all in order.
 */
export const readLogPart = (
  db: Database | Transaction,
  access: Access,
  stretch: Stretch,
  size: { readonly look: number; readonly want: number },
): Promise<Part<SystemLogRow>> =>
  readPart(
    db,
    {
      table: 'system_logs',
      alias: 'l',
      access,
      within: within('l', stretch),
      order: orderOf('l', access),
      columns: listed,
      joins: sql`
        left join organizations o on o.id = f.organization_id
        left join users u on u.id = f.user_id`,
    },
    size,
  );
