import { ProbedDatabase, type ProbeFailure } from '@taffrail/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '../platform/db/database.ts';
import type { TimeRange } from '../platform/time/time-range.ts';
import type { Cover } from './moments.ts';

export interface LatencyRow {
  readonly bucket: Date;
  readonly database: ProbedDatabase;
  readonly failures: number;
  readonly histogram: Buffer;
}

const inRange = ({ from, to }: TimeRange): RawBuilder<unknown> =>
  sql`database = any(${[...ProbedDatabase.options]}) and bucket >= ${from} and bucket < ${to}`;

/** What was probed in a range? A row a minute or hour and database, by the primary keys. */
export const readLatency = async (
  trx: Transaction,
  { hours, minutes }: Cover,
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
  const { rows } =
    await sql<LatencyRow>`${sql.join(parts, sql` union all `)} order by bucket`.execute(trx);
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
