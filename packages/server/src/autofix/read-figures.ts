import { AutofixTrigger, type AutofixCounts, type AutofixFigures } from '@taffrail/contract';
import {
  periodBefore,
  readRange,
  toIsoRange,
  type TimeRange,
} from '../platform/time/time-range.ts';
import type { AppContext } from '../slice.ts';
import { countAutofixRuns, hasAutofixRuns, type AutofixCountRow } from './autofix.store.ts';

/** Attempts are kept for ever. */
const longest = { days: 3_660, words: 'ten years' } as const;

interface AskedFigures {
  readonly trigger?: AutofixTrigger | undefined;
  readonly repository?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const toCounts = (rows: readonly AutofixCountRow[]): AutofixCounts => {
  const sum = (outcome?: string): number =>
    rows.reduce(
      (total, row) => total + (outcome === undefined || row.outcome === outcome ? row.count : 0),
      0,
    );
  return { attempts: sum(), fixed: sum('fixed'), skipped: sum('skipped'), failed: sum('failed') };
};

const toPeriod = (range: TimeRange, rows: readonly AutofixCountRow[]) => {
  const of = (trigger: AutofixTrigger) => toCounts(rows.filter((row) => row.trigger === trigger));
  return {
    ...toIsoRange(range),
    total: toCounts(rows),
    byTrigger: { sentry: of('sentry'), load_test: of('load_test'), ci: of('ci') },
  };
};

/** What came of the attempts of a range, and of the time before. Two statements. */
export const readAutofixFigures = async (
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { trigger, repository, ...asked }: AskedFigures,
): Promise<AutofixFigures> => {
  const now = clock.now();
  const range = readRange(asked, now, longest);
  const before = periodBefore(range);
  const [rows, hasAttempts] = await Promise.all([
    countAutofixRuns(db, { from: before.from, middle: range.from, to: range.to }),
    hasAutofixRuns(db),
  ]);
  const counted = rows.filter(
    (row) =>
      (trigger === undefined || row.trigger === trigger) &&
      (repository === undefined || row.repository === repository),
  );
  const repositories = new Set(rows.flatMap((row) => row.repository ?? []));
  return {
    asOf: now.toISOString(),
    current: toPeriod(
      range,
      counted.filter((row) => row.is_current),
    ),
    previous: toPeriod(
      before,
      counted.filter((row) => !row.is_current),
    ),
    repositories: [...repositories].toSorted(),
    hasAttempts,
  };
};
