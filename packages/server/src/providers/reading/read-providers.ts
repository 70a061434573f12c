import type {
  ComparedProvider,
  ProviderGroup,
  Providers,
  ProvidersQuery,
  ProviderSubject,
} from '@taffrail/contract';
import type { Transaction } from '../../platform/db/database.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { findAskedPeriods } from '../../platform/time/asked-days.ts';
import type { Period } from '../../platform/time/day-periods.ts';
import type { AppContext } from '../../slice.ts';
import {
  findDaysKnown,
  listDays,
  listErrors,
  listRoutes,
  listSums,
  listSumsByDay,
  type Asked,
  type DrawnDay,
  type Key,
  type UsageSums,
} from './providers.store.ts';
import { routesDiffer } from './routes-differ.ts';
import { UsageTally } from './usage-tally.ts';

export type ProvidersContext = Pick<AppContext, 'db' | 'clock' | 'reportingTimeZone'>;

type DaySums = Key & UsageSums & { readonly day: string };

const mostItems = 100;
/** As many series as a chart may have. */
const drawnItems = 6;
/** Of the errors and the routes of each. */
const mostParts = 5;

const nameOf = ({ provider, model, route }: Key): string => `${provider}\n${model}\n${route}`;

const toSubject = (group: ProviderGroup, { provider, model, route }: Key): ProviderSubject => ({
  provider: group === 'route' ? null : provider,
  model: group === 'model' ? model : null,
  route: group === 'route' ? route : null,
});

const tallyOf = (rows: readonly UsageSums[]): UsageTally => {
  const tally = new UsageTally();
  for (const row of rows) tally.add(row);
  return tally;
};

const toTrend = (
  rows: readonly DaySums[],
  days: readonly DrawnDay[],
): ComparedProvider['trend'] => {
  const byDay = Map.groupBy(rows, ({ day }) => day);
  return days.map(({ day }) => {
    const { jobs, p95Ms, errorRate, costPer1000Jobs } = tallyOf(byDay.get(day) ?? []).rates();
    return { jobs, p95Ms, errorRate, costPer1000Jobs };
  });
};

/** All that the page shows, of one snapshot. */
const readParts = async (trx: Transaction, asked: Asked, current: Period, previous: Period) => ({
  sums: await listSumsByDay(trx, asked, current),
  before: new Map((await listSums(trx, asked, previous)).map((row) => [nameOf(row), row])),
  errors: Map.groupBy(await listErrors(trx, asked, current), nameOf),
  routes: Map.groupBy(await listRoutes(trx, asked, current), nameOf),
});

/** What the tallies of the largest come to, largest first. */
const rankItems = (sums: readonly DaySums[]) =>
  [...Map.groupBy(sums, nameOf)]
    .map(([name, rows]) => ({ name, rows, tally: tallyOf(rows) }))
    .toSorted((one, other) => other.tally.jobs - one.tally.jobs || (one.name < other.name ? -1 : 1))
    .slice(0, mostItems);

export const readProviders = (
  { db, clock, reportingTimeZone: timeZone }: ProvidersContext,
  { range, group, ...filter }: ProvidersQuery,
): Promise<Providers> =>
  readSnapshot(db, async (trx) => {
    const now = clock.now();
    const { today, since } = await findDaysKnown(trx, now, timeZone);
    const { current, previous } = findAskedPeriods(range, today);
    const { sums, before, errors, routes } = await readParts(
      trx,
      { group, filter },
      current,
      previous,
    );
    const total = tallyOf(sums);
    const days = await listDays(trx, current, timeZone);
    const items = rankItems(sums);
    return {
      asOf: now.toISOString(),
      timeZone,
      range: {
        from: current.first,
        to: current.last,
        previousFrom: previous.first,
        previousTo: previous.last,
      },
      since,
      group,
      total: total.figures(total.jobs),
      days: days.map(({ day, startsAt }) => ({ day, startsAt: startsAt.toISOString() })),
      items: items.flatMap(({ name, rows, tally }, index) => {
        const [first] = rows;
        if (!first) return [];
        const past = before.get(name);
        return {
          subject: toSubject(group, first),
          figures: tally.figures(total.jobs),
          previous: past ? tallyOf([past]).rates() : null,
          errors: (errors.get(name) ?? [])
            .slice(0, mostParts)
            .map(({ error_type: type, jobs }) => ({ type: type === '' ? null : type, jobs })),
          routes:
            group === 'route'
              ? []
              : (routes.get(name) ?? [])
                  .slice(0, mostParts)
                  .map(({ used_for: route, jobs }) => ({ route, jobs })),
          trend: index < drawnItems ? toTrend(rows, days) : [],
        };
      }),
      routesDiffer:
        group !== 'route' &&
        routesDiffer(
          [...routes.values()].map(
            (used) => new Map(used.map(({ used_for: route, jobs }) => [route, jobs])),
          ),
        ),
    };
  });
