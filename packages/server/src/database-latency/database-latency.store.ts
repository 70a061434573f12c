import { ProbedDatabase, type ProbeFailure } from '@taffrail/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '../platform/db/database.ts';
import type { TimeRange } from '../platform/time/time-range.ts';
import type { Cover } from './moments.ts';

/** What was probed of a database from one moment to the next. */
export interface LatencyRow {
  readonly database: ProbedDatabase;
  /** The place of its moment. */
  readonly moment: number;
  readonly failures: number;
  /** Packed ones that stand one behind the other. */
  readonly histograms: Buffer;
}

const inRange = ({ from, to }: TimeRange): RawBuilder<unknown> =>
  sql`database = any(${[...ProbedDatabase.options]}) and bucket >= ${from} and bucket < ${to}`;

/**
 * What was probed in a range, by moment? A row a minute or hour and database, by the primary keys;
 * they leave the database in as few rows as the chart has points.
 */
export const readLatency = async (
  trx: Transaction,
  { hours, minutes }: Cover,
  moments: readonly Date[],
): Promise<LatencyRow[]> => {
  const columns = sql`bucket, database, failures, histogram`;
  const parts = [
    ...hours.map(
      (range) => sql`select ${columns} from database_latency_hourly where ${inRange(range)}`,
    ),
    ...minutes.map(
      (range) => sql`select ${columns} from database_latency_minutely where ${inRange(range)}`,
    ),
  ];
  const { rows } = await sql<LatencyRow>`
    select database, width_bucket(bucket, ${moments}::timestamptz[]) - 1 as moment,
      sum(failures)::int as failures, string_agg(histogram, '') as histograms
    from (${sql.join(parts, sql` union all `)}) as parts
    group by 1, 2`.execute(trx);
  return rows;
};

export interface LatestRound {
  readonly database: ProbedDatabase;
  readonly at: Date;
  readonly failure: ProbeFailure | null;
}

/** The latest minute of each database: from the end of the primary key. */
export const findLatestRounds = async (trx: Transaction): Promise<LatestRound[]> => {
  const { rows } = await sql<LatestRound>`
    select d.database, latest.bucket as at, latest.failure
    from unnest(${[...ProbedDatabase.options]}::text[]) as d (database)
    cross join lateral (
      select bucket, failure from database_latency_minutely m
      where m.database = d.database order by bucket desc limit 1
    ) as latest`.execute(trx);
  return rows;
};
