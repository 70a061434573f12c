import type { RequestFigures } from '@taffrail/contract';
import { findDays } from '../platform/db/calendar.ts';
import type { Transaction } from '../platform/db/database.ts';
import type { TimeRange } from '../platform/time/time-range.ts';
import { readRollups } from './api-metrics.store.ts';
import { cover, widen } from './cover.ts';
import { addUpByGroup } from './figures.ts';

const allRequests = { endpoint: undefined, method: undefined, statusClass: undefined };

export interface EndpointFigures extends RequestFigures {
  readonly endpoint: string;
  readonly method: string;
}

/** What each endpoint did in a range, widened to what is still told apart of it. */
export const readEndpointFigures = async (
  trx: Transaction,
  range: TimeRange,
  { timeZone, now }: { readonly timeZone: string; readonly now: Date },
): Promise<EndpointFigures[]> => {
  const days = await findDays(trx, range, timeZone);
  const covered = cover(widen(range, days, now), days, 'day');
  const rows = await readRollups(trx, [covered], allRequests, { groupBy: ['endpoint', 'method'] });
  return [...addUpByGroup(rows, ['endpoint', 'method']).values()].flatMap(({ group, figures }) =>
    group.endpoint === null || group.method === null
      ? []
      : [{ endpoint: group.endpoint, method: group.method, ...figures.toFigures() }],
  );
};
