import type { Transaction } from '../../platform/db/database.ts';

/** Who changed this last, tests apart? The index of the audit log by target. */
export const findLastChange = (tx: Transaction, target: { type: string; id: string }) =>
  tx
    .selectFrom('audit_log')
    .select(['actor_label', 'action', 'created_at'])
    .where('target_type', '=', target.type)
    .where('target_id', '=', target.id)
    .where('action', 'not like', '%.tested')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
