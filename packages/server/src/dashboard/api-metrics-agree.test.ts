import {
  RequestFigures,
  type ApiMetrics,
  type DashboardFigures,
  type DashboardRange,
  type DashboardRequests,
} from '@taffrail/contract';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { sendRequests } from '../../test/figures/send-requests.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

const ranges: readonly DashboardRange[] = ['1d', '7d', '30d'];
const dayMs = 86_400_000;
/** Within a minute, on or after a day around which clocks change. */
const moments = [
  ['Europe/Berlin', '2026-10-25T01:30:10Z'],
  ['Europe/Berlin', '2026-10-26T09:07:13.123Z'],
  ['Asia/Kolkata', '2026-11-21T09:17:13Z'],
  ['America/Havana', '2026-11-02T05:10:13Z'],
] as const;

const requestsOf = (figures: DashboardFigures): RequestFigures => RequestFigures.parse(figures);

/** Of the last hours before a moment, and of those before the same time on earlier days. */
const requestsUntil = (moment: number, oldest: number) =>
  fc.sample(
    fc.record({
      endpoint: fc.constantFrom('/a', '/b/:id'),
      statusCode: fc.constantFrom(200, 200, 404, 500),
      responseTimeMs: fc.double({ min: 0.05, max: 3_000, noNaN: true }),
      createdAt: fc
        .tuple(
          fc.integer({ min: 0, max: Math.floor((moment - oldest) / dayMs) - 1 }),
          fc.integer({ min: -1_800_000, max: 14_400_000 }),
        )
        .map(([days, ago]) => Math.min(moment - days * dayMs - ago, moment))
        .map((at) => new Date(at).toISOString()),
    }),
    { numRuns: 1_000, seed: 7 },
  );

describe.each(moments)('the dashboard and /api/v1/api-metrics in %s at %s', (timeZone, moment) => {
  let server: TestServer;
  let viewer: Credential;

  beforeAll(async () => {
    server = await startTestServer({ now: new Date(moment).toISOString(), timeZone });
    viewer = await server.operator('viewer');
    const now = Date.parse(moment);
    const key = await server.ingestKey();
    await sendRequests(server, key, requestsUntil(now, now - 29 * dayMs));
  });
  afterAll(() => server.close());

  const readBoth = async (range: DashboardRange): Promise<[DashboardRequests, ApiMetrics]> => {
    const { body: shown } = await server.inject('GET /api/v1/dashboard/requests', {
      as: viewer,
      query: { range },
    });
    const { body: read } = await server.inject('GET /api/v1/api-metrics', {
      as: viewer,
      query: { from: shown.range.from, to: shown.asOf, compare: 'days_before' },
    });
    return [shown, read];
  };

  it.each(ranges)('show the same figures of %s and compare them with the same', async (range) => {
    const [shown, read] = await readBoth(range);
    expect(requestsOf(shown.current)).toEqual(read.totals);
    expect(read.totals.requests).toBeGreaterThan(0);
    expect(
      shown.comparison && {
        previousRange: { from: shown.comparison.previousFrom, to: shown.comparison.previousTo },
        previousTotals: requestsOf(shown.comparison.previous),
        comparedTo: shown.comparison.comparedTo,
        comparedTotals: requestsOf(shown.comparison.compared),
      },
    ).toEqual(
      read.previousRange && {
        previousRange: read.previousRange,
        previousTotals: read.previousTotals,
        comparedTo: read.comparedTo,
        comparedTotals: read.comparedTotals,
      },
    );
    // Nothing is known of the thirty days before.
    expect(read.previousRange === null).toBe(range === '30d');
    const sum = (of: 'compared' | 'previous'): number =>
      read.groups.reduce((all, group) => all + (group[of]?.requests ?? 0), 0);
    expect([sum('compared'), sum('previous')]).toEqual([
      read.comparedTotals?.requests ?? 0,
      read.previousTotals?.requests ?? 0,
    ]);
  });
});
