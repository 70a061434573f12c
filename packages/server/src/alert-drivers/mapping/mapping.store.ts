import type { AlertMapping } from '@taffrail/contract';
import type { Database, Transaction } from '../../platform/db/database.ts';
import { raise } from '../../platform/http/api-error.ts';

const selectMapping = (db: Database | Transaction, id: string) =>
  db
    .selectFrom('sources')
    .select(['kind', 'name', 'mapping', 'mapping_version'])
    .where('id', '=', id)
    .where('removed_at', 'is', null);

/** How are its bodies read? The primary key. */
export const getMappingRow = async (db: Database, id: string) =>
  (await selectMapping(db, id).executeTakeFirst()) ?? raise('not_found');

/** The same, held until the transaction ends. */
export const lockMappingRow = async (tx: Transaction, id: string) =>
  (await selectMapping(tx, id).forUpdate().executeTakeFirst()) ?? raise('not_found');

export const saveMapping = async (
  tx: Transaction,
  id: string,
  mapping: AlertMapping,
  version: number,
): Promise<void> => {
  await tx
    .updateTable('sources')
    .set({ mapping: JSON.stringify(mapping), mapping_version: version })
    .where('id', '=', id)
    .execute();
};

/** Who changed it last? The index audit_log_target. */
export const findLastChange = (tx: Transaction, id: string, action: string) =>
  tx
    .selectFrom('audit_log')
    .select(['actor_label', 'created_at'])
    .where('target_id', '=', id)
    .where('action', '=', action)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();

/** A delivery of this source, by id alone: a look into the primary key of each day. */
export const getDeliveryBody = async (db: Database, sourceId: string, id: string) =>
  (await db
    .selectFrom('inbox')
    .select(['received_at', 'body'])
    .where('id', '=', id)
    .where('source_id', '=', sourceId)
    .limit(1)
    .executeTakeFirst()) ??
  raise('not_found', { message: 'This source has no such delivery any more.' });
