import type { ApiMetricsGrouping, StatusClass } from '@taffrail/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';
import type { TimeRange } from '../platform/time/time-range.ts';
import type { Cover, DayRange } from './cover.ts';

/** Which requests are counted. */
export interface RequestScope {
  readonly endpoint: string | undefined;
  readonly method: string | undefined;
  readonly statusClass: StatusClass | undefined;
}

/** By what they are told apart: by days of a zone, by shorter steps, or by what they have in common. */
export type Division =
  | { readonly timeZone: string }
  /** Milliseconds, and when one of them begins. */
  | { readonly step: number; readonly origin: Date }
  | { readonly groupBy: readonly ApiMetricsGrouping[] };

/** Requests of one kind; of what they are not told apart by it says nothing. */
export interface RollupRow {
  /** Which of the covers it is of. */
  readonly part: number;
  /** The day, or when the step begins, in milliseconds since 1970. */
  readonly moment: string | null;
  readonly endpoint: string | null;
  readonly method: string | null;
  readonly statusHundreds: number;
  /** One behind the other, those of all rows that were counted: cells of a bucket come repeatedly. */
  readonly histograms: Buffer;
}

type Sql = RawBuilder<unknown>;

/** Rows of every endpoint are read only where endpoints matter: else those that stand for all. */
const needsEndpoints = (scope: RequestScope, division: Division): boolean =>
  scope.endpoint !== undefined ||
  scope.method !== undefined ||
  ('groupBy' in division && division.groupBy.some((one) => one !== 'statusClass'));

const toConditions = ({ endpoint, method, statusClass }: RequestScope): Sql => {
  const hundreds = Number(statusClass?.charAt(0)) * 100;
  return sql`true
    ${endpoint === undefined ? sql`` : sql`and endpoint = ${endpoint}`}
    ${method === undefined ? sql`` : sql`and method = ${method}`}
    ${statusClass === undefined ? sql`` : sql`and status_code >= ${hundreds} and status_code < ${hundreds + 100}`}`;
};

/** How a minute or an hour, and how a day is named in a division. */
const momentOf = (division: Division): { ofTime: (column: Sql) => Sql; ofDay: Sql } => {
  if ('groupBy' in division) return { ofTime: () => sql`null::text`, ofDay: sql`null::text` };
  if ('timeZone' in division)
    return {
      ofTime: (column) => sql`(${column} at time zone ${division.timeZone})::date::text`,
      ofDay: sql`bucket::text`,
    };
  const { step, origin } = division;
  const width = sql`make_interval(secs => ${step / 1_000})`;
  return {
    ofTime: (column) =>
      sql`(extract(epoch from date_bin(${width}, ${column}, ${origin}::timestamptz)) * 1000)::bigint::text`,
    ofDay: sql`null::text`,
  };
};

const inRange = (column: Sql, { from, to }: TimeRange): Sql =>
  sql`${column} >= ${from} and ${column} < ${to}`;

/** Each moment of the cover once, and what is not folded yet. */
const readParts = (
  covered: Cover,
  part: number,
  scope: RequestScope,
  division: Division,
): Sql[] => {
  const { ofTime, ofDay } = momentOf(division);
  const [bucket, minute] = [sql`bucket`, sql`minute`];
  const asked = toConditions(scope);
  const rollups = sql`${asked} and ${needsEndpoints(scope, division) ? sql`endpoint <> ''` : sql`endpoint = ''`}`;
  const columns = sql`${sql.lit(part)}::integer as part, endpoint, method, status_code, histogram`;
  const parts = [
    sql`select ${ofTime(minute)} as moment, ${columns}
      from api_metrics_partials where ${inRange(minute, covered.whole)} and ${asked}`,
    ...covered.minutes.map(
      (range) => sql`select ${ofTime(bucket)}, ${columns}
        from api_metrics_minutely where ${inRange(bucket, range)} and ${rollups}`,
    ),
    ...covered.hours.map(
      (range) => sql`select ${ofTime(bucket)}, ${columns}
        from api_metrics_hourly where ${inRange(bucket, range)} and ${rollups}`,
    ),
  ];
  const ofDays = (table: Sql, { from, to }: DayRange): Sql =>
    sql`select ${ofDay}, ${columns} from ${table}
      where bucket >= ${from}::date and bucket < ${to}::date and ${rollups}`;
  parts.push(
    ...covered.days.map((range) => ofDays(sql`api_metrics_daily`, range)),
    ...covered.weeks.map((range) => ofDays(sql`api_metrics_weekly`, range)),
  );
  return parts;
};

/**
 * What was counted of the requests of some ranges, which do not overlap? The rollups' indexes by endpoint for one or for all
 * together, else their primary keys by time; and the index of what is not folded by minute.
 * Adding up is the caller's, where it takes a tenth of the time: of a month of thirty endpoints
 * those are 100,000 cells. They come in few rows, each of which would cost as much as 30 cells.
 */
export const readRollups = async (
  db: Database | Transaction,
  covers: readonly Cover[],
  scope: RequestScope,
  division: Division,
): Promise<RollupRow[]> => {
  const groupBy = 'groupBy' in division ? division.groupBy : [];
  const told = (by: ApiMetricsGrouping, column: Sql): Sql =>
    groupBy.includes(by) ? column : sql`null::text`;
  const parts = covers.flatMap((covered, part) => readParts(covered, part, scope, division));
  const { rows } = await sql<RollupRow>`
    select part, moment, ${told('endpoint', sql`endpoint`)} as endpoint,
      ${told('method', sql`method`)} as method, status_code / 100 as "statusHundreds",
      string_agg(histogram, '') as histograms
    from (${sql.join(parts, sql` union all `)}) as parts
    group by 1, 2, 3, 4, 5`.execute(db);
  return rows;
};
