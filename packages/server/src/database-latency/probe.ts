import { setTimeout as sleep } from 'node:timers/promises';
import type { ProbeFailure } from '@taffrail/contract';
import type pg from 'pg';
import { startStopwatch } from '../platform/clock.ts';
import { toQueryFailure } from '../platform/db/foreign/query-failure.ts';
import { latencyBucket } from '../platform/latency-histogram.ts';
import { smallQuerySql } from './small-query.sql.ts';

/** What came of some probes of one database. */
export interface ProbeRound {
  /** Those answered, by bucket of the histogram. */
  readonly counts: ReadonlyMap<number, number>;
  readonly failures: number;
  /** Why the last one was not answered; null when it was. */
  readonly failure: ProbeFailure | null;
  /** Of the first that was not answered, for the log. */
  readonly error: unknown;
}

export interface ProbeOptions {
  /** Told to stop, a round ends with what it has. */
  readonly signal?: AbortSignal | undefined;
  /** Between two probes: a round takes four seconds of a minute. */
  readonly pauseMs?: number;
}

const probesOfARound = 10;
const answerWithinMs = 2_000;

const smallQuery = { text: smallQuerySql, query_timeout: answerWithinMs };

const toFailure = (error: unknown): ProbeFailure => {
  const failure = toQueryFailure(error);
  if (failure === 'not_allowed') return 'refused';
  return failure === 'missing' ? 'failed' : failure;
};

/** A connection whose first query, which reads the catalogue into its caches, is behind it. */
const openConnection = async (pool: pg.Pool): Promise<pg.PoolClient> => {
  const client = await pool.connect();
  try {
    await client.query(smallQuery);
    return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
};

/** Small queries, one after the other; how long connecting takes is not part of their time. */
export const probeDatabase = async (
  pool: pg.Pool,
  { signal, pauseMs = 400 }: ProbeOptions = {},
): Promise<ProbeRound> => {
  const counts = new Map<number, number>();
  let failures = 0;
  let failure: ProbeFailure | null = null;
  let firstError: unknown;
  let client: pg.PoolClient | undefined;
  for (let probe = 0; probe < probesOfARound; probe += 1) {
    if (signal?.aborted) break;
    try {
      client ??= await openConnection(pool);
      const elapsedMs = startStopwatch();
      await client.query(smallQuery);
      const bucket = latencyBucket(elapsedMs());
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
      failure = null;
    } catch (error) {
      // What was asked may still be under way on it.
      client?.release(true);
      client = undefined;
      failures += 1;
      failure = toFailure(error);
      firstError ??= error;
    }
    await sleep(pauseMs, undefined, signal && { signal }).catch(() => undefined);
  }
  client?.release();
  return { counts, failures, failure, error: firstError };
};
