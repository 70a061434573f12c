import type { RequestFigures, RequestsAround } from '@taffrail/contract';
import { findDays } from '../../platform/db/calendar.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { chooseStep } from '../../platform/time/steps.ts';
import { dayMs, toIsoRange, type TimeRange } from '../../platform/time/time-range.ts';
import { readRollups } from '../api-metrics.store.ts';
import { cover, readingEnd, widen } from '../cover.ts';
import { addUpByGroup, noRequests } from '../figures.ts';
import { minuteDays } from '../partitions.ts';
import { readSeries } from '../read-series.ts';

interface Around {
  readonly range: TimeRange;
  /** The part of the range in which it happened. */
  readonly during: TimeRange;
  /** Of all unless given. */
  readonly endpoint: string | undefined;
}

/**
 * Requests of a range, over time, and what they come to before something that happened in it and
 * meanwhile: three statements.
 */
export const readRequestsAround = async (
  trx: Transaction,
  { range: asked, during, endpoint }: Around,
  { timeZone, now }: { readonly timeZone: string; readonly now: Date },
): Promise<Omit<RequestsAround, 'endpoint'>> => {
  const days = await findDays(trx, asked, timeZone);
  const range = widen(asked, days, now);
  const scope = { endpoint, method: undefined, statusClass: undefined };
  const calendar = { days, timeZone };
  const end = readingEnd(range, days, now);
  const step = chooseStep(range, new Date(now.getTime() - minuteDays * dayMs));
  const edge = (at: Date): TimeRange => widen({ from: at, to: at }, days, now);
  const began = edge(during.from).from;
  const parts = [
    { from: range.from, to: began },
    { from: began, to: edge(during.to).to },
  ] as const;
  const covers = parts.map((part) => cover(part, days, 'week', readingEnd(part, days, now)));
  const rows = await readRollups(trx, covers, scope, { groupBy: [] });
  const figuresOf = (index: 0 | 1): RequestFigures & { range: { from: string; to: string } } => {
    const [all] = addUpByGroup(
      rows.filter(({ part }) => part === index),
      [],
    ).values();
    return { ...(all?.figures.toFigures() ?? noRequests), range: toIsoRange(parts[index]) };
  };
  return {
    range: toIsoRange(range),
    stepSeconds: step / 1_000,
    series: await readSeries({ trx, scope, range, end, calendar }, step),
    before: figuresOf(0),
    during: figuresOf(1),
  };
};
