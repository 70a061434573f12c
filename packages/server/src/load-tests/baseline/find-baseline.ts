import type { LoadTestRunDetail } from '@taffrail/contract';
import type { Database, Transaction } from '../../platform/db/database.ts';
import { findLastPassed, findRunFigures, type RunFiguresRow } from '../load-tests.store.ts';
import { toBaseline, type Baseline } from '../to-run.ts';

export interface ComparedRun {
  readonly id: string;
  readonly loadTestId: string;
  readonly createdAt: Date;
  /** What somebody chose for this test. */
  readonly acceptedId: string | null;
}

type Chosen = NonNullable<LoadTestRunDetail['baseline']>['chosen'];
export type ChosenBaseline = Baseline & { readonly chosen: Chosen };

const toChosen = (row: RunFiguresRow, chosen: Chosen): ChosenBaseline => ({
  ...toBaseline(row),
  chosen,
});

/** What a run is compared with: what is asked for, else what was accepted, else the last that passed. */
export const findBaseline = async (
  db: Database | Transaction,
  run: ComparedRun,
  askedId?: string,
): Promise<ChosenBaseline | undefined> => {
  const { id, loadTestId, acceptedId } = run;
  if (askedId !== undefined && askedId !== id) {
    const asked = await findRunFigures(db, askedId, loadTestId);
    if (asked) return toChosen(asked, 'asked');
  }
  if (acceptedId !== null && acceptedId !== id) {
    const accepted = await findRunFigures(db, acceptedId, loadTestId);
    // What was before it was compared with something else.
    if (accepted && accepted.created_at < run.createdAt) return toChosen(accepted, 'accepted');
  }
  const passed = await findLastPassed(db, run);
  return passed && toChosen(passed, 'last_passed');
};
