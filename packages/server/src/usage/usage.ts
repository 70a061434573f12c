import type {
  Usage,
  UsageBreakdown,
  UsageMargin,
  UsageMonth,
  UsageRange,
  UsageStatement,
  UsageToday,
} from '@taffrail/contract';
import { keepCostlyAnswers } from '../platform/reading/keep-costly-answers.ts';
import { keepCostly } from '../platform/reading/keep-costly.ts';
import { readMargin, type MarginContext } from './margin/read-margin.ts';
import { readBreakdown, type AskedBreakdown } from './reading/read-breakdown.ts';
import { readMonth } from './reading/read-month.ts';
import { readToday } from './reading/read-today.ts';
import { readUsage, type AskedUsage } from './reading/read-usage.ts';
import { readStatement } from './statement/read-statement.ts';

export { countFailedJobsByDay } from './reading/failed-jobs.ts';

/** An empty console must show its first job at once, however slow its first answers were. */
const hasJobs = ({ since }: { since: string | null }): boolean => since !== null;

export interface UsageReaders {
  readonly showUsage: (asked: AskedUsage) => Promise<Usage>;
  readonly showBreakdown: (asked: AskedBreakdown) => Promise<UsageBreakdown>;
  readonly showMonth: () => Promise<UsageMonth>;
  readonly showToday: () => Promise<UsageToday>;
  readonly showMargin: (range: UsageRange) => Promise<UsageMargin>;
  readonly showStatement: (asked: {
    readonly month?: string | undefined;
  }) => Promise<UsageStatement>;
}

/**
 * What AI jobs cost, of one console.
 *
 * @param changedAt when what the figures are made of changed last
 */
export const createUsage = (context: MarginContext, changedAt?: () => number): UsageReaders => ({
  showUsage: keepCostlyAnswers(
    context,
    (asked: AskedUsage) => readUsage(context, asked),
    hasJobs,
    changedAt,
  ),
  showBreakdown: keepCostlyAnswers(
    context,
    (asked: AskedBreakdown) => readBreakdown(context, asked),
    ({ count }) => count > 0,
    changedAt,
  ),
  showMonth: keepCostly(
    context,
    () => readMonth(context),
    ({ forecast }) => forecast !== null,
    changedAt,
  ),
  showToday: keepCostly(context, () => readToday(context), hasJobs, changedAt),
  showMargin: keepCostlyAnswers(
    context,
    (asked: UsageRange) => readMargin(context, asked),
    ({ rows }) => rows.length > 0,
    changedAt,
  ),
  showStatement: keepCostlyAnswers(
    context,
    ({ month }: { readonly month?: string | undefined }) => readStatement(context, month),
    hasJobs,
    changedAt,
  ),
});
