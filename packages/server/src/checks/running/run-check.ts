import { CheckConfig, type ChangeTopic, type CheckRunCause } from '@taffrail/contract';
import { startStopwatch } from '../../platform/clock.ts';
import type { LookContext } from '../checkers/checker.ts';
import { look } from '../checkers/checkers.ts';
import { findCheckRow, type CheckRow } from '../checks.store.ts';
import { recordRun, type EndedRun, type RecordingContext } from './record-run.ts';

/** As the owner of the schema. */
export type LookingContext = Pick<LookContext, 'db' | 'clock' | 'productDatabase'>;

export interface RunningContext extends LookingContext, RecordingContext {
  readonly announce: (...topics: readonly ChangeTopic[]) => void;
}

/**
 * Looks once; nothing is held in the database meanwhile.
 *
 * @returns undefined when it was told to stop: what it would say is no result
 */
export const lookOnce = async (
  context: LookingContext,
  row: Pick<CheckRow, 'id' | 'config' | 'latest_run_at'>,
  cause: CheckRunCause,
  stop?: AbortSignal,
): Promise<EndedRun | undefined> => {
  const { db, clock, productDatabase } = context;
  const at = clock.now();
  const elapsedMs = startStopwatch();
  const check = { id: row.id, latestRunAt: row.latest_run_at };
  const known = { db, clock, productDatabase, check };
  const finding = await look(CheckConfig.parse(row.config), known, stop);
  return stop?.aborted ? undefined : { at, durationMs: elapsedMs(), finding, cause };
};

/** Runs a check and stores what it saw, unless the check is gone or it was told to stop. */
export const runCheck = async (
  context: RunningContext,
  checkId: string,
  { cause, stop }: { cause: 'schedule' | 'asked'; stop?: AbortSignal | undefined },
): Promise<void> => {
  const row = await findCheckRow(context.db, checkId);
  const run = row && (await lookOnce(context, row, cause, stop));
  const recorded = run && (await recordRun(context, checkId, run));
  if (recorded) context.announce(...recorded.topics);
};
