import { GroupingRules, defaultGroupingRules } from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../../access/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Transaction } from '../../platform/db/database.ts';
import { findStoredRules, storeRules } from './rules.store.ts';

/** The rules that hold, and since when: those that somebody chose, or else the ones to begin with. */
export const readStoredRules = async (
  db: Database | Transaction,
): Promise<GroupingRules & { updatedAt: string | null }> => {
  const stored = await findStoredRules(db);
  return stored
    ? { ...GroupingRules.parse(stored.value), updatedAt: stored.updated_at.toISOString() }
    : { ...defaultGroupingRules, updatedAt: null };
};

export const readGroupingRules = async (db: Database | Transaction): Promise<GroupingRules> =>
  readStoredRules(db);

/** They hold for what comes from now on: what is grouped stays as it is. */
export const saveGroupingRules = (
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  rules: GroupingRules,
  by: AuditSource,
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const before = await readGroupingRules(tx);
    await storeRules(tx, rules, clock.now());
    await recordAudit(tx, clock, {
      by,
      action: 'incident_grouping.changed',
      target: { type: 'incident', id: 'grouping' },
      before: { ...before },
      after: { ...rules },
    });
  });
