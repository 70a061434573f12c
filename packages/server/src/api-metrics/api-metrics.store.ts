import type { ApiMetricsGrouping, StatusClass } from '@taffrail/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';
import type { Cover, Step, TimeRange } from './cover.ts';

/** Which requests are counted. */
export interface RequestScope {
  readonly endpoint: string | undefined;
  readonly method: string | undefined;
  readonly statusClass: StatusClass | undefined;
}

/** By what they are told apart: by moments of a step in a zone, or by what they have in common. */
export type Division =
  | { readonly step: Step; readonly timeZone: string }
  | { readonly groupBy: readonly ApiMetricsGrouping[] };

/** Percentiles are buckets of the histogram. */
export interface FigureRow {
  /** Of a division by step: seconds since 1970, or the day. */
  readonly moment: string | null;
  readonly endpoint: string | null;
  readonly method: string | null;
  readonly statusHundreds: number | null;
  readonly requests: number;
  readonly errors: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
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
  const { step, timeZone } = division;
  if (step === 'day')
    return {
      ofTime: (column) => sql`(${column} at time zone ${timeZone})::date::text`,
      ofDay: sql`bucket::text`,
    };
  const start = (column: Sql): Sql =>
    step === 'hour' ? sql`date_trunc('hour', ${column}, ${timeZone})` : column;
  return {
    ofTime: (column) => sql`extract(epoch from ${start(column)})::bigint::text`,
    ofDay: sql`null::text`,
  };
};

const inRange = (column: Sql, { from, to }: TimeRange): Sql =>
  sql`${column} >= ${from} and ${column} < ${to}`;

/** Each moment of the cover once, and what is not folded yet. */
const readParts = (covered: Cover, scope: RequestScope, division: Division): Sql => {
  const { ofTime, ofDay } = momentOf(division);
  const [bucket, minute] = [sql`bucket`, sql`minute`];
  const asked = toConditions(scope);
  const rollups = sql`${asked} and ${needsEndpoints(scope, division) ? sql`endpoint <> ''` : sql`endpoint = ''`}`;
  const columns = sql`endpoint, method, status_code, buckets`;
  const parts = [
    sql`select ${ofTime(minute)} as moment, ${columns}, counts::bigint[] as counts
      from api_metrics_partials where ${inRange(minute, covered.whole)} and ${asked}`,
    ...covered.minutes.map(
      (range) => sql`select ${ofTime(bucket)}, ${columns}, counts
        from api_metrics_minutely where ${inRange(bucket, range)} and ${rollups}`,
    ),
    ...covered.hours.map(
      (range) => sql`select ${ofTime(bucket)}, ${columns}, counts
        from api_metrics_hourly where ${inRange(bucket, range)} and ${rollups}`,
    ),
  ];
  if (covered.days)
    parts.push(sql`select ${ofDay}, ${columns}, counts from api_metrics_daily
      where bucket >= ${covered.days.first}::date and bucket <= ${covered.days.last}::date
        and ${rollups}`);
  return sql.join(parts, sql` union all `);
};

const groupColumns: Record<ApiMetricsGrouping, Sql> = {
  endpoint: sql`endpoint`,
  method: sql`method`,
  statusClass: sql`status_code / 100`,
};

/** The bucket in which a percentile lies: the first up to which enough is counted. */
const rank = (share: number): Sql =>
  sql`min(cell) filter (where counted >= ceil(${share}::numeric * requests))`;

/**
 * How many requests, how many failed, and how long did they take? The rollups' indexes by
 * endpoint for one or for all together, else their primary keys by time; and the index of what is not
 * folded by minute.
 */
export const readFigures = async (
  db: Database | Transaction,
  covered: Cover,
  scope: RequestScope,
  division: Division,
): Promise<FigureRow[]> => {
  const column = (name: ApiMetricsGrouping): Sql =>
    'groupBy' in division && division.groupBy.includes(name) ? groupColumns[name] : sql`null`;
  const { rows } = await sql<FigureRow>`
    with cells as (
      select moment, ${column('endpoint')}::text as endpoint, ${column('method')}::text as method,
        ${column('statusClass')}::int as hundreds, h.cell, sum(h.count) as count,
        coalesce(sum(h.count) filter (where status_code >= 500), 0) as errors
      from (${readParts(covered, scope, division)}) as parts
      cross join lateral unnest(buckets, counts) as h (cell, count)
      group by 1, 2, 3, 4, 5
    ), ranked as (
      select *, sum(count) over (same order by cell) as counted, sum(count) over same as requests
      from cells
      window same as (partition by moment, endpoint, method, hundreds)
    )
    select moment, endpoint, method, hundreds as "statusHundreds",
      requests::bigint as requests, sum(errors)::bigint as errors,
      ${rank(0.5)}::int as p50, ${rank(0.95)}::int as p95, ${rank(0.99)}::int as p99
    from ranked
    group by moment, endpoint, method, hundreds, requests
    order by requests desc, endpoint, method, hundreds`.execute(db);
  return rows;
};
