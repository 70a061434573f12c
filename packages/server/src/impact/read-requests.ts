import type { RequestsAround } from '@taffrail/contract';
import {
  findKnownEndpoints,
  hourDays,
  minuteDays,
  readRequestsAround,
} from '../api-metrics/api-metrics.ts';
import type { Transaction } from '../platform/db/database.ts';
import { rangeAround, type Happening } from './range-around.ts';

export interface Reading {
  readonly trx: Transaction;
  readonly now: Date;
  readonly timeZone: string;
}

const around = (happening: Happening, now: Date) =>
  rangeAround(happening, now, { minuteDays, hourDays });

/** Of endpoints that are named the first that had requests around then: one statement at most. */
export const findNamedEndpoint = async (
  { trx, now, timeZone }: Reading,
  happening: Happening,
  named: readonly string[],
): Promise<string | undefined> => {
  if (named.length === 0) return undefined;
  const { range } = around(happening, now);
  return (await findKnownEndpoints(trx, named, range, timeZone))[0];
};

/** Requests around a happening, of an endpoint or of all: three statements. */
export const readRequests = async (
  { trx, now, timeZone }: Reading,
  happening: Happening,
  endpoint: string | undefined,
): Promise<RequestsAround> => {
  const asked = { ...around(happening, now), endpoint };
  const requests = await readRequestsAround(trx, asked, { now, timeZone });
  return { endpoint: endpoint ?? null, ...requests };
};
