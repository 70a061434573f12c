import type {
  Usage,
  UsageBreakdown,
  UsageMargin,
  UsageMonth,
  UsageRange,
  UsageToday,
} from '@taffrail/contract';
import { keepCostly } from '../platform/reading/keep-costly.ts';
import { readMargin, type MarginContext } from './margin/read-margin.ts';
import { readBreakdown, type AskedBreakdown } from './reading/read-breakdown.ts';
import { readMonth } from './reading/read-month.ts';
import { readToday } from './reading/read-today.ts';
import { readUsage, type AskedUsage } from './reading/read-usage.ts';

export { countFailedJobsByDay } from './reading/failed-jobs.ts';

/** Questions that are remembered, each with a reader of its own. */
const mostReaders = 200;

/** Costly answers are kept by what was asked: figures are the same for everybody who may see them. */
const createReader = <Q, A>(
  context: MarginContext,
  read: (context: MarginContext, asked: Q) => Promise<A>,
  isWorthKeeping: (answer: A) => boolean,
): ((asked: Q) => Promise<A>) => {
  const readers = new Map<string, () => Promise<A>>();
  return (asked) => {
    const name = JSON.stringify(asked);
    const reader =
      readers.get(name) ?? keepCostly(context, () => read(context, asked), isWorthKeeping);
    if (!readers.has(name)) {
      // Filters can be anything: whoever asks for too many different ones starts anew.
      if (readers.size >= mostReaders) readers.clear();
      readers.set(name, reader);
    }
    return reader();
  };
};

/** An empty console must show its first job at once, however slow its first answers were. */
const hasJobs = ({ since }: { since: string | null }): boolean => since !== null;

export interface UsageReaders {
  readonly showUsage: (asked: AskedUsage) => Promise<Usage>;
  readonly showBreakdown: (asked: AskedBreakdown) => Promise<UsageBreakdown>;
  readonly showMonth: () => Promise<UsageMonth>;
  readonly showToday: () => Promise<UsageToday>;
  readonly showMargin: (range: UsageRange) => Promise<UsageMargin>;
}

/** What AI jobs cost, of one console. */
export const createUsage = (context: MarginContext): UsageReaders => ({
  showUsage: createReader(context, readUsage, hasJobs),
  showBreakdown: createReader(context, readBreakdown, ({ count }) => count > 0),
  showMonth: keepCostly(
    context,
    () => readMonth(context),
    ({ forecast }) => forecast !== null,
  ),
  showToday: keepCostly(context, () => readToday(context), hasJobs),
  showMargin: createReader(context, readMargin, ({ rows }) => rows.length > 0),
});
