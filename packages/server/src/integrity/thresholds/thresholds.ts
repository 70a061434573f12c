import { IntegrityThresholds } from '@taffrail/contract';
import { z } from 'zod';
import { recordAudit, type AuditSource } from '../../access/audit.ts';
import { raise } from '../../platform/http/api-error.ts';
import type { AppContext } from '../../slice.ts';
import { enqueueRun, getCheckRow } from '../integrity.store.ts';
import { findLastChange, lockThresholds, storeThresholds } from './thresholds.store.ts';

const Stored = z.object({
  version: z.number().int(),
  warnAbove: z.number().int().nullable(),
  errorAbove: z.number().int().nullable(),
});

interface Thresholds {
  readonly version: number;
  /** Null where the defaults hold. */
  readonly thresholds: IntegrityThresholds | null;
}

export const toStored = (value: unknown): Thresholds => {
  const stored = Stored.nullable().parse(value);
  return {
    version: stored?.version ?? 0,
    thresholds: IntegrityThresholds.safeParse(stored).data ?? null,
  };
};

/**
 * Sets thresholds of a check, or resets them, and has everything checked again.
 *
 * @throws `not_found`; `conflict` when somebody changed them meanwhile
 */
export const setThresholds = (
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  id: string,
  wanted: Thresholds,
  by: AuditSource,
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    await lockThresholds(tx, id);
    const check = await getCheckRow(tx, id);
    const { version } = toStored(check.set_thresholds);
    if (version !== wanted.version) {
      const last = await findLastChange(tx, id);
      const who = last
        ? `${last.actor_label} changed these thresholds at ${last.created_at.toISOString()}`
        : 'Somebody changed these thresholds';
      raise('conflict', { message: `${who}, after you had opened them. Load them again.` });
    }
    const { thresholds } = wanted;
    const defaults = { warnAbove: check.default_warn_above, errorAbove: check.default_error_above };
    const value = {
      version: version + 1,
      ...(thresholds ?? { warnAbove: null, errorAbove: null }),
    };
    await storeThresholds(tx, id, value, clock.now());
    await recordAudit(tx, clock, {
      by,
      action: thresholds ? 'integrity.thresholds_set' : 'integrity.thresholds_reset',
      target: { type: 'integrity_check', id },
      before: { name: check.title, warnAbove: check.warn_above, errorAbove: check.error_above },
      after: { name: check.title, ...(thresholds ?? defaults) },
    });
    await enqueueRun(tx);
  });
