import type pg from 'pg';
import type { Clock } from '../clock.ts';
import { hourMs } from '../durations.ts';
import { markReported } from '../past/worlds.store.ts';
import type { World } from '../world/customer.ts';
import { alertmanagerReports } from './alerts/alertmanager-reports.ts';
import { githubReports } from './alerts/github-reports.ts';
import { sentryReports } from './alerts/sentry-reports.ts';
import { autofixReports } from './autofix/autofix-reports.ts';
import { deployReports } from './deploys/deploy-reports.ts';
import { loadTestReports } from './load-tests/load-test-reports.ts';
import type { Report } from './report.ts';
import type { SendReport } from './send-report.ts';
import { stripeReports } from './stripe/stripe-reports.ts';

/** What a system reports of what happened up to a moment, all of it, in any order. */
export type Reports = (world: World, until: number) => Report[];

/** What is seen at first comes first: of Stripe there are years. */
const reporters: readonly Reports[] = [
  alertmanagerReports,
  githubReports,
  sentryReports,
  loadTestReports,
  autofixReports,
  deployReports,
  stripeReports,
];

/** What happened from one moment up to another, that one included. */
export const reportsBetween = (world: World, from: number, until: number): Report[] =>
  reporters.flatMap((reports) =>
    reports(world, until)
      .filter(({ at }) => at > from && at <= until)
      .sort((a, b) => a.at - b.at),
  );

export interface AroundOptions {
  readonly pool: pg.Pool;
  readonly world: World;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly send: SendReport;
}

/** Tells what has not been told yet, and goes on as things happen, until the signal is given. */
export const reportAround = async (
  { pool, world, clock, signal, send }: AroundOptions,
  reportedUntil: Date | null,
): Promise<void> => {
  for (let from = reportedUntil?.getTime() ?? 0; ;) {
    const now = clock.now();
    for (const report of reportsBetween(world, from, now))
      if (report.outdatedAt === undefined || report.outdatedAt > now) await send(report);
    await markReported(pool, world.seed, new Date(now));
    from = now;
    const soon = reportsBetween(world, now, now + hourMs).map(({ at }) => at);
    await clock.sleep(Math.min(...soon, now + hourMs) - clock.now(), signal);
  }
};
