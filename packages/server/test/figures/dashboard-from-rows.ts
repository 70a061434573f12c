import type {
  Dashboard,
  DashboardFigures,
  DashboardRange,
  DashboardRequests,
  RequestFigures,
} from '@taffrail/contract';
import type pg from 'pg';
import { expect } from 'vitest';

/** Of which dashboard: when it was read, and in which reporting time zone. */
export interface DashboardMoment {
  readonly range: DashboardRange;
  readonly asOf: string;
  readonly timeZone: string;
}

export const daysIn: Record<DashboardRange, number> = { '1d': 1, '7d': 7, '30d': 30 };

/** Days back from today, both included, and the moment before which a row must lie. */
interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly until: Date;
}

type Reader<T> = (stretch: Stretch, divide: 'by day' | 'not') => Promise<(T & { day: string })[]>;

/**
 * Reads rows by no index and no rollup, only by the day on which each of them lies. `from` has a
 * column created_at.
 */
const readRows =
  <T>(owner: pg.Pool, { asOf, timeZone }: DashboardMoment, from: string, figures: string) =>
  async ({ first, last, until }: Stretch, divide: 'by day' | 'not') => {
    const { rows } = await owner.query<T & { day: string }>(
      `with days as (
         select *, (created_at at time zone $1)::date as day,
           ($2::timestamptz at time zone $1)::date as today
         from ${from}
       )
       select ${divide === 'by day' ? 'day' : 'null as day'}, ${figures} from days
       where day between today - $3::int and today - $4::int and created_at < $5
       ${divide === 'by day' ? 'group by day' : ''}`,
      [timeZone, asOf, first, last, until],
    );
    return rows;
  };

/** Cut to a unit of the zone's clocks: now, and at the same time of day so many days ago. */
const cutMoments = async (
  owner: pg.Pool,
  { asOf, timeZone, range }: DashboardMoment,
  unit: 'milliseconds' | 'minute' | 'hour',
): Promise<{ now: Date; past: Date }> => {
  const { rows } = await owner.query<{ now: Date; past: Date }>(
    `select date_trunc($1, $2::timestamptz, $3) as now, date_trunc($1,
       ($2::timestamptz at time zone $3 - make_interval(days => $4)) at time zone $3, $3) as past`,
    [unit, asOf, timeZone, daysIn[range]],
  );
  return only(rows);
};

const only = <T>(rows: readonly T[]): T => {
  const [row] = rows;
  if (row === undefined) throw new Error('There is no row.');
  return row;
};

/** Every day that is drawn, with what was read of it or of none. */
const readSeries = async <T>(
  owner: pg.Pool,
  { range, asOf, timeZone }: DashboardMoment,
  until: Date,
  read: Reader<T>,
): Promise<Map<string, T | undefined>> => {
  const first = Math.max(daysIn[range], 7) - 1;
  const byDay = new Map((await read({ first, last: 0, until }, 'by day')).map((r) => [r.day, r]));
  const { rows } = await owner.query<{ day: string }>(
    `select ($2::timestamptz at time zone $1)::date - back as day
     from generate_series($3::int, 0, -1) as back`,
    [timeZone, asOf, first],
  );
  return new Map(rows.map(({ day }) => [day, byDay.get(day)]));
};

/** Whether the period before is known whole: something is of its first day, or older. */
const isKnown = async (
  owner: pg.Pool,
  moment: DashboardMoment,
  table: string,
): Promise<boolean> => {
  const read = readRows<{ rows: number }>(owner, moment, table, 'count(*) as rows');
  const first = 2 * daysIn[moment.range] - 1;
  const until = new Date(moment.asOf);
  return only(await read({ first: 10_000, last: first, until }, 'not')).rows > 0;
};

const activityMetrics = ['active_users', 'active_organizations', 'actions'] as const;

/** What the activity of a dashboard must be, by the rows of the log alone. */
export const activityFromRows = async (
  owner: pg.Pool,
  moment: DashboardMoment,
): Promise<Dashboard['kpis']> => {
  const days = daysIn[moment.range];
  const read = readRows<Record<(typeof activityMetrics)[number], number>>(
    owner,
    moment,
    'activity_log',
    `count(distinct user_id) as active_users,
     count(distinct organization_id) as active_organizations, count(*) as actions`,
  );
  const { now, past } = await cutMoments(owner, moment, 'milliseconds');
  const current = only(await read({ first: days - 1, last: 0, until: now }, 'not'));
  const previous = (await isKnown(owner, moment, 'activity_log'))
    ? only(await read({ first: 2 * days - 1, last: days, until: past }, 'not'))
    : undefined;
  const series = await readSeries(owner, moment, now, read);
  return activityMetrics.map((metric) => ({
    metric,
    value: current[metric],
    previous: previous?.[metric] ?? null,
    series: [...series].map(([day, counts]) => ({ day, value: counts?.[metric] ?? 0 })),
  }));
};

/** Within 2 % of what it is exactly. */
const about = (exact: number | null): number | null =>
  exact === null
    ? null
    : (expect.toSatisfy(
        (found: number) => Math.abs(found - exact) <= 0.02 * exact,
        `${exact} to within 2 %`,
      ) as number);

const toFigures = ({ requests, errors, ...exact }: RequestFigures): RequestFigures => ({
  requests,
  errors,
  errorRate: requests === 0 ? null : errors / requests,
  p50Ms: about(exact.p50Ms),
  p95Ms: about(exact.p95Ms),
  p99Ms: about(exact.p99Ms),
});

const none: RequestFigures = {
  requests: 0,
  errors: 0,
  errorRate: null,
  p50Ms: null,
  p95Ms: null,
  p99Ms: null,
};

const minuteMs = 60_000;
const percentile = (share: number): string =>
  `percentile_disc(${share}) within group (order by response_time_ms)`;

interface Logged {
  readonly errorLogs: number;
}

const readErrorLogs = (owner: pg.Pool, moment: DashboardMoment): Reader<Logged> =>
  readRows<Logged>(
    owner,
    moment,
    'system_logs',
    `count(*) filter (where level = 'error' and source <> 'taffrail') as "errorLogs"`,
  );

interface FailedJobs {
  readonly failedJobs: number;
}

const readFailedJobs = (owner: pg.Pool, moment: DashboardMoment): Reader<FailedJobs> =>
  readRows<FailedJobs>(
    owner,
    moment,
    'ai_job_runs',
    `count(*) filter (where status = 'failed') as "failedJobs"`,
  );

interface FailedRuns {
  readonly failedRuns: number;
}

const readFailedRuns = (owner: pg.Pool, moment: DashboardMoment): Reader<FailedRuns> =>
  readRows<FailedRuns>(
    owner,
    moment,
    'pipeline_runs',
    `count(*) filter (where status = 'failed') as "failedRuns"`,
  );

/** What the requests, error logs, AI jobs and runs of a dashboard must be, by their rows alone. */
export const requestsFromRows = async (
  owner: pg.Pool,
  moment: DashboardMoment,
): Promise<Pick<DashboardRequests, 'current' | 'comparison' | 'series' | 'since'>> => {
  const days = daysIn[moment.range];
  const read = readRows<RequestFigures>(
    owner,
    moment,
    'api_metrics cross join generate_series(1, count) as each',
    `count(*) as requests, count(*) filter (where status_code >= 500) as errors,
     ${percentile(0.5)} as "p50Ms", ${percentile(0.95)} as "p95Ms", ${percentile(0.99)} as "p99Ms"`,
  );
  const readLogs = readErrorLogs(owner, moment);
  const readJobs = readFailedJobs(owner, moment);
  const readRuns = readFailedRuns(owner, moment);
  const readOne = async (first: number, last: number, until: Date): Promise<DashboardFigures> => ({
    ...toFigures(only(await read({ first, last, until }, 'not'))),
    errorLogs: only(await readLogs({ first, last, until }, 'not')).errorLogs,
    failedJobs: only(await readJobs({ first, last, until }, 'not')).failedJobs,
    failedRuns: only(await readRuns({ first, last, until }, 'not')).failedRuns,
  });
  const minute = await cutMoments(owner, moment, 'minute');
  const to = new Date(minute.now.getTime() + minuteMs);
  // Of thirty days ago minutes are not kept.
  const cut = moment.range === '30d' ? await cutMoments(owner, moment, 'hour') : minute;
  const { rows } = await owner.query<{ since: string | null }>(
    'select min((created_at at time zone $1)::date) as since from api_metrics',
    [moment.timeZone],
  );
  const series = await readSeries(owner, moment, to, read);
  const loggedOn = await readSeries(owner, moment, to, readLogs);
  const failedOn = await readSeries(owner, moment, to, readJobs);
  const runsOn = await readSeries(owner, moment, to, readRuns);
  return {
    since: only(rows).since,
    current: await readOne(days - 1, 0, to),
    comparison: (await isKnown(owner, moment, 'api_metrics'))
      ? {
          previousFrom: expect.any(String) as string,
          previousTo: cut.past.toISOString(),
          previous: await readOne(2 * days - 1, days, cut.past),
          comparedTo: cut.now.toISOString(),
          compared: await readOne(days - 1, 0, cut.now),
        }
      : null,
    series: [...series].map(([day, figures]) => ({
      ...(figures ? toFigures(figures) : none),
      errorLogs: loggedOn.get(day)?.errorLogs ?? 0,
      failedJobs: failedOn.get(day)?.failedJobs ?? 0,
      failedRuns: runsOn.get(day)?.failedRuns ?? 0,
      day,
    })),
  };
};
