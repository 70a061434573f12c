import { catalogueProblems } from '../../../catalogue/catalogue.ts';
import { timeoutMs } from '../../../catalogue/weather.ts';
import { createChance } from '../../../chance.ts';
import { idAt } from '../../ids.ts';
import type { World } from '../../world/customer.ts';
import type { Report } from '../report.ts';
import { k6SummaryOf, measure } from './k6-summary.ts';
import { loadTestName } from './plan.ts';
import { runMs, weeklyRuns, type WeeklyRun } from './weeks.ts';

const target = 'http://staging.tradewind.example';

/** The first few that failed, as the helper for k6 keeps them. */
const samplesOf = (seed: string, { id, startedAt, course }: WeeklyRun): object[] => {
  const chance = createChance(seed, 'load test samples', id);
  const answer = (is: 'timeout' | 'unavailable') => {
    const [code, message] = catalogueProblems[is];
    return {
      method: 'GET',
      endpoint: '/api/companies/:id',
      statusCode: is === 'timeout' ? 504 : 502,
      url: `${target}/api/companies/${idAt(chance, startedAt)}`,
      responseBody: JSON.stringify({ error: { code, message } }),
      durationMs: is === 'timeout' ? timeoutMs + chance.integer(1, 40) : chance.integer(90, 900),
    };
  };
  const gaveUp = () => ({
    method: 'GET',
    endpoint: '/api/companies',
    statusCode: 500,
    url: `${target}/api/companies?limit=100&offset=${chance.integer(10, 90) * 100}`,
    responseBody: JSON.stringify({
      error: { code: 'internal_error', message: 'Something went wrong on our side.' },
    }),
    durationMs: 10_000 + chance.integer(1, 30),
  });
  if (course === 'good') return [answer('unavailable')];
  if (course === 'slow') return [gaveUp(), gaveUp(), gaveUp(), answer('unavailable')];
  return [
    ...Array.from({ length: 3 }, () => answer('unavailable')),
    ...Array.from({ length: 3 }, () => answer('timeout')),
  ];
};

const toReport = (seed: string, run: WeeklyRun): Report => ({
  by: 'loadTests',
  at: run.startedAt + runMs,
  query: {
    plan: loadTestName,
    run: run.id,
    started_at: new Date(run.startedAt).toISOString(),
  },
  body: { report: k6SummaryOf(measure(seed, run)), samples: samplesOf(seed, run) },
});

/** The weekly load test, as k6 reports it. */
export const loadTestReports = (world: World, until: number): Report[] =>
  weeklyRuns(world, until).map((run) => toReport(world.seed, run));
