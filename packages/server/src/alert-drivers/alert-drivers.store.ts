import type { AlertSourceKind, AlertStatus, Severity } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../platform/db/database.ts';

export interface AlertSource {
  readonly id: string;
  readonly name: string;
  /** How its bodies become alerts, as somebody said; null until then. */
  readonly mapping: unknown;
}

/** Who sent them? Of those that were removed meanwhile, too: the primary key. */
export const readAlertSources = async (
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, AlertSource>> => {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('sources')
    .select(['id', 'name', 'mapping'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
};

/** How do these alerts stand? The unique index of alerts, once for each. */
export const findKnownAlerts = async (
  tx: Transaction,
  kind: AlertSourceKind,
  asked: readonly { sourceId: string; fingerprint: string }[],
) => {
  const { rows } = await sql<{
    source_id: string;
    fingerprint: string;
    status: AlertStatus;
    severity: Severity;
  }>`
    select a.source_id, a.fingerprint, a.status, a.severity
    from unnest(
      ${asked.map(({ sourceId }) => sourceId)}::uuid[],
      ${asked.map(({ fingerprint }) => fingerprint)}::text[]
    ) as wanted (source_id, fingerprint)
    join alerts a
      on a.source_kind = ${kind} and a.source_id = wanted.source_id
        and a.fingerprint = wanted.fingerprint collate "C"`.execute(tx);
  return rows;
};
