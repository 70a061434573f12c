import { readEndpointFigures, type EndpointFigures } from '../../api-metrics/api-metrics.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { dayMs, hourMs, type TimeRange } from '../../platform/time/time-range.ts';

export interface Production {
  readonly range: TimeRange;
  readonly endpoints: readonly EndpointFigures[];
}

const comparedDays = 7;

/** What the product's endpoints did in the week before a run: the run itself is not among it. */
export const readProduction = async (
  tx: Transaction,
  startedAt: Date,
  calendar: { readonly timeZone: string; readonly now: Date },
): Promise<Production> => {
  // Up to the hour, so that a week is read from few rows.
  const to = new Date(Math.floor(startedAt.getTime() / hourMs) * hourMs);
  const range = { from: new Date(to.getTime() - comparedDays * dayMs), to };
  return { range, endpoints: await readEndpointFigures(tx, range, calendar) };
};
