import type { Change } from '../../lib/live/live.ts';
import { mostLive, readNewest, readWhole, type ReadPage } from './read-newest.ts';
import { mergeRows, type LogRow } from './rows.ts';

/** A row that came so late that the newest pages do not have it is found within this. */
const wholeEveryMs = 15_000;
/** A read that fails is tried again, whether or not anything else changes. */
const retryMs = 5_000;
/** What takes long to find is asked for less often: reading takes a fifth of the time at most. */
const restFactor = 5;

export interface FollowLog<R extends LogRow> {
  readonly asked: { readonly from: string };
  readonly read: ReadPage<R>;
  readonly known: readonly R[];
  /** From the begin of one read to that of the next, at least. */
  readonly paceMs: number;
  readonly onRows: (rows: readonly R[]) => void;
  /** A tab that comes back into view is told so. */
  readonly isHidden: () => boolean;
}

export interface LogFollower {
  readonly note: (change: Change) => void;
  readonly stop: () => void;
}

/** Keeps up with the newest rows of the log: reads after a change, one read at a time. */
export const followLog = <R extends LogRow>(log: FollowLog<R>): LogFollower => {
  const { asked, read, known, paceMs, onRows } = log;
  let rows = known;
  let due: Change | undefined;
  /** Since the whole was read last, only what is newest was. */
  let owesWhole = false;
  let isReading = false;
  let isStopped = false;
  let restUntilMs = 0;
  let lastWholeMs = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const readDue = async (): Promise<void> => {
    if (log.isHidden()) return;
    const begun = performance.now();
    const isWhole = due === 'everything' || begun - lastWholeMs >= wholeEveryMs;
    due = undefined;
    isReading = true;
    try {
      const found = await (isWhole ? readWhole(asked, read) : readNewest(asked, read, rows));
      if (isStopped) return;
      owesWhole = !isWhole;
      if (isWhole) lastWholeMs = begun;
      rows = mergeRows(rows, found, mostLive);
      onRows(rows);
      const tookMs = performance.now() - begun;
      restUntilMs = begun + Math.max(paceMs, restFactor * tookMs);
    } catch {
      // The page shows its own errors; what was missed meanwhile is not known.
      due = 'everything';
      restUntilMs = performance.now() + retryMs;
    } finally {
      isReading = false;
      schedule();
    }
  };
  const schedule = (): void => {
    clearTimeout(timer);
    if ((due === undefined && !owesWhole) || isReading || isStopped) return;
    const wholeMs = due === undefined ? lastWholeMs + wholeEveryMs : 0;
    const waitMs = Math.max(restUntilMs, wholeMs) - performance.now();
    timer = setTimeout(() => void readDue(), Math.max(0, waitMs));
  };

  return {
    note: (change) => {
      if (due !== 'everything') due = change;
      schedule();
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
};
