import type { ProbedDatabase } from '@taffrail/contract';
import type pg from 'pg';
import { packHistogram } from '../platform/latency-histogram.ts';
import type { ProbeRound } from './probe.ts';

/** Adds a round to the rollups of its minute and its hour. */
export const recordRound = async (
  owner: pg.Pool,
  at: Date,
  database: ProbedDatabase,
  { counts, failures, failure }: ProbeRound,
): Promise<void> => {
  await owner.query('select record_database_latency($1, $2, $3, $4, $5)', [
    at,
    database,
    failures,
    failure,
    packHistogram(counts),
  ]);
};
