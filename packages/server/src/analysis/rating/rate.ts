import type { AnalysisRating } from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../../access/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { raise } from '../../platform/http/api-error.ts';
import { lockAnalysis, saveRating, type LockedAnalysis } from './rating.store.ts';

interface Wanted {
  readonly id: string;
  readonly rating: AnalysisRating;
  readonly reason?: string | undefined;
  /** Of the analysis as it was seen. */
  readonly version: number;
}

const words: Readonly<Record<AnalysisRating, string>> = { up: 'right', down: 'wrong' };

const isSame = (known: LockedAnalysis, { rating, reason }: Wanted, by: AuditSource): boolean =>
  known.rating === rating &&
  known.rating_reason === (reason ?? null) &&
  known.rated_by === by.actor.label;

/** Says whether an analysis was right; said twice, it is said once. */
export const rateAnalysis = (
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  wanted: Wanted,
  by: AuditSource,
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const { id, rating, reason = null, version } = wanted;
    const known = await lockAnalysis(tx, id);
    if (isSame(known, wanted, by)) return;
    if (known.version !== version)
      raise('conflict', {
        message: `${known.rated_by ?? 'Somebody'} called it ${known.rating ? words[known.rating] : 'something'} meanwhile: look again.`,
        details: { version: known.version },
      });
    const { label } = by.actor;
    const { created_at: createdAt } = known;
    await saveRating(tx, { id, createdAt, rating, reason, at: clock.now(), by: label });
    await recordAudit(tx, clock, {
      by,
      action: 'analysis_run.rated',
      target: { type: 'analysis_run', id },
      before: { rating: known.rating, reason: known.rating_reason },
      after: { rating, reason },
    });
  });
