import type { RecostingPreview } from '@taffrail/contract';
import { usageHoursFrom } from '../../ai-jobs/ai-jobs.ts';
import { createDatabase, type Database, type Transaction } from '../../platform/db/database.ts';
import { isTransactionConflict } from '../../platform/db/failures.ts';
import type { SliceJobs } from '../../slice.ts';
import { toPriceBook } from '../book/to-price-book.ts';
import { toUnits, toUsd } from '../book/usd.ts';
import { priceJob, type PriceBook } from '../price-job.ts';
import { readPriceRows, toGivenPrice } from '../prices.store.ts';
import {
  countJobs,
  insertChanges,
  moveCosts,
  readJobsBehind,
  sumDifferences,
  type CostedJobRow,
  type DifferenceRow,
  type NewChange,
} from './changes.store.ts';
import {
  deleteChanges,
  lockRecosting,
  updateRecosting,
  type RecostingRow,
} from './recostings.store.ts';

/** Rows of one transaction: some tenths of a second, for which whoever reports may wait. */
const batch = { looked: 5_000, moved: 1_000 };
const shownRows = 500;
const attempts = 5;

type Recoster = Pick<SliceJobs, 'clock' | 'reportingTimeZone' | 'changes'> & {
  readonly db: Database;
};

const toChange = (book: PriceBook, job: CostedJobRow): NewChange | undefined => {
  const now = priceJob(book, {
    provider: job.provider,
    model: job.model,
    createdAtMs: job.created_at.getTime(),
    status: job.status === 'failed' ? 'failed' : 'succeeded',
    tokens: {
      inputTokens: job.input_tokens,
      outputTokens: job.output_tokens,
      cachedReadTokens: job.cached_read_tokens,
      cachedWriteTokens: job.cached_write_tokens,
      reasoningTokens: job.reasoning_tokens,
    },
  });
  if (now.costUsd === job.cost_usd) return undefined;
  return {
    createdAt: job.created_at,
    id: job.id,
    fromCostUsd: job.cost_usd,
    fromPriceId: job.price_id,
    toCostUsd: now.costUsd,
    toPriceId: now.priceId,
  };
};

const sumUsd = (texts: readonly string[]): string =>
  toUsd(texts.reduce((sum, text) => sum + toUnits(text), 0n));

const toPreview = (rows: readonly DifferenceRow[]): RecostingPreview => ({
  jobs: rows.reduce((sum, { jobs }) => sum + jobs, 0),
  fromUsd: sumUsd(rows.map((row) => row.from_usd)),
  toUsd: sumUsd(rows.map((row) => row.to_usd)),
  rows: rows.slice(0, shownRows).map((row) => ({
    month: row.month,
    provider: row.provider,
    model: row.model,
    jobs: row.jobs,
    newlyPriced: row.newly_priced,
    noLongerPriced: row.no_longer_priced,
    fromUsd: row.from_usd,
    toUsd: row.to_usd,
  })),
  rowCount: rows.length,
});

const finishPreview = async (
  { clock, reportingTimeZone }: Recoster,
  tx: Transaction,
  { id, rows_total: total }: RecostingRow,
): Promise<void> => {
  const preview = toPreview(await sumDifferences(tx, id, reportingTimeZone));
  await updateRecosting(tx, id, {
    state: 'previewed',
    preview: JSON.stringify(preview),
    rows_done: total,
    finished_at: clock.now(),
  });
};

const look = async (recoster: Recoster, tx: Transaction, row: RecostingRow): Promise<void> => {
  const book = toPriceBook((await readPriceRows(tx)).map(toGivenPrice));
  const isFirst = row.position_at === null;
  const total = isFirst ? await countJobs(tx, row) : row.rows_total;
  const jobs = await readJobsBehind(tx, row, batch.looked);
  await insertChanges(
    tx,
    row.id,
    jobs.flatMap((job) => toChange(book, job) ?? []),
  );
  const last = jobs.at(-1);
  if (!last) return finishPreview(recoster, tx, { ...row, rows_total: total });
  await updateRecosting(tx, row.id, {
    position_at: last.created_at,
    position_id: last.id,
    rows_done: row.rows_done + jobs.length,
    // More may have come in since they were counted.
    rows_total: Math.max(total, row.rows_done + jobs.length),
  });
};

const move = async ({ clock }: Recoster, tx: Transaction, row: RecostingRow): Promise<void> => {
  const back = row.state === 'taking_back';
  const hoursFrom = usageHoursFrom(clock.now());
  const moved = await moveCosts(tx, row, { back, limit: batch.moved, hoursFrom });
  if (moved.at === null) {
    // What was given back can be looked at again, but not be taken back twice.
    if (back) await deleteChanges(tx, row.id);
    await updateRecosting(tx, row.id, {
      state: back ? 'taken_back' : 'applied',
      finished_at: clock.now(),
    });
    return;
  }
  await updateRecosting(tx, row.id, {
    position_at: moved.at,
    position_id: moved.id,
    rows_done: row.rows_done + moved.looked,
    skipped: row.skipped + moved.looked - moved.moved,
  });
};

/** One transaction of the step under way; false when there is none. */
const takeStep = (recoster: Recoster, id: string): Promise<boolean> =>
  recoster.db.transaction().execute(async (tx) => {
    const row = await lockRecosting(tx, id);
    if (row.state === 'previewing') await look(recoster, tx, row);
    else if (row.state === 'applying' || row.state === 'taking_back') await move(recoster, tx, row);
    else return false;
    return true;
  });

/** Those who report move the same rollups, and one of two that meet is told to begin again. */
const tryStep = async (recoster: Recoster, id: string): Promise<boolean> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await takeStep(recoster, id);
    } catch (error) {
      if (!isTransactionConflict(error) || attempt === attempts) throw error;
    }
  }
};

const noteFailure = (recoster: Recoster, id: string, failure: string | null): Promise<void> =>
  recoster.db.transaction().execute((tx) => updateRecosting(tx, id, { failure }));

/**
 * Goes on with a re-costing where it is, batch by batch, each in a transaction of its own with the
 * position behind it: it can be interrupted at any time, and by a change of its state.
 */
export const recostJobs = async (
  { owner, clock, reportingTimeZone, changes }: SliceJobs,
  id: string,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const recoster = { db: createDatabase(owner), clock, reportingTimeZone, changes };
  try {
    while (await tryStep(recoster, id)) {
      changes.announce('prices', 'ai_jobs');
      signal?.throwIfAborted();
    }
    changes.announce('prices');
    await noteFailure(recoster, id, null);
  } catch (error) {
    if (!signal?.aborted)
      await noteFailure(recoster, id, error instanceof Error ? error.message : String(error));
    changes.announce('prices');
    throw error;
  }
};
