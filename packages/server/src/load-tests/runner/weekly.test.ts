import { ProductConfig, type LoadTestRun } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { startIdleProduct, type IdleProduct } from '../../../test/outside/idle-product.ts';
import { runJobs } from '../../../test/run-jobs.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';

let product: IdleProduct;
let server: TestServer;
let viewer: Credential;
const timeZone = 'Europe/Berlin';
beforeAll(async () => {
  product = await startIdleProduct();
  const run = {
    url: product.url,
    requests: [{ path: '/' }],
    seconds: 1,
    connections: 1,
  };
  server = await startTestServer({
    // A Saturday.
    now: '2026-11-21T10:00:00Z',
    timeZone,
    product: ProductConfig.parse({
      loadTests: [
        { name: 'weekly', thresholds: { errorRate: 0 }, run },
        { name: 'by hand', run: { ...run, weekly: false } },
        { name: 'reported', thresholds: { p95Ms: 500 } },
      ],
    }),
  });
  // A session would not last the weeks.
  viewer = await server.apiKey('viewer');
});
afterAll(async () => {
  product.close();
  await server.close();
});

const at = (time: string) => server.clock.set(new Date(time));
/** As the cron does, and then the jobs that come of it. */
const look = async (): Promise<void> => {
  await server.owner.query(`select graphile_worker.add_job('load_tests_look')`);
  await runJobs(server);
};
const runs = async (): Promise<LoadTestRun[]> =>
  (await server.inject('GET /api/v1/load-test-runs', { as: viewer })).body.items;
const verdicts = async () =>
  (await runs()).map(({ createdAt, verdict }) => [createdAt.slice(0, 16), verdict]);

describe('a weekly plan', () => {
  it('was not missed before it was there, and says when it runs next', async () => {
    await look();
    expect(await runs()).toEqual([]);
    const { body } = await server.inject('GET /api/v1/load-tests', { as: viewer });
    expect(body.items).toEqual([
      {
        id: expect.any(String),
        name: 'weekly',
        // 03:00 in Berlin.
        plan: { thresholds: { errorRate: 0 }, nextRunAt: '2026-11-22T02:00:00.000Z' },
        acceptedBaselineId: null,
      },
    ]);
  });

  it('runs in its hour, once', async () => {
    at('2026-11-22T01:59:00Z');
    await look();
    expect(await runs()).toEqual([]);
    at('2026-11-22T02:40:00Z');
    await look();
    await look();
    expect(await verdicts()).toEqual([['2026-11-22T02:39', 'passed']]);
  });

  it('has a row for each Sunday on which no worker was there', async () => {
    at('2026-12-07T09:00:00Z');
    await look();
    await look();
    expect((await verdicts()).slice(0, 2)).toEqual([
      ['2026-12-06T02:00', 'missed'],
      ['2026-11-29T02:00', 'missed'],
    ]);
    expect(await runs()).toHaveLength(3);
    const [missed] = await runs();
    expect(missed).toMatchObject({
      loadTest: { name: 'weekly' },
      tool: null,
      verdictReason: 'no worker ran it within an hour of its time',
      requests: null,
      analysis: null,
    });
  });

  it('is not begun when its hour is over, however long the job waited', async () => {
    at('2026-12-13T03:30:00Z');
    const due = {
      plan: 'weekly',
      dueAt: '2026-12-13T02:00:00Z',
      externalId: 'weekly:2026-12-13',
    };
    await server.owner.query(`select graphile_worker.add_job('load_tests_run', $1)`, [due]);
    await runJobs(server);
    expect(await runs()).toHaveLength(3);
    await look();
    expect((await verdicts())[0]).toEqual(['2026-12-13T02:00', 'missed']);
  });

  it('that failed for good says why', async () => {
    at('2026-12-20T02:10:00Z');
    await server.owner.query(
      `select graphile_worker.add_job('load_tests_run', '{"plan": 7}'::json,
         job_key => 'load_test:weekly:2026-12-20:weekly', max_attempts => 1)`,
    );
    await runJobs(server);
    at('2026-12-20T03:30:00Z');
    await look();
    const [failed] = await runs();
    expect(failed?.verdict).toBe('missed');
    expect(failed?.verdictReason).toMatch(/^it failed once: .*expected string/);
  });
});

describe('a test that others are to report every week', () => {
  it('has a row for each week in which nobody did', async () => {
    const silent = await startTestServer({
      now: '2026-11-21T10:00:00Z',
      timeZone,
      product: ProductConfig.parse({ loadTests: [{ name: 'ci', reportedWeekly: true }] }),
    });
    onTestFinished(() => silent.close());
    const asViewer = await silent.apiKey('viewer');
    const { token } = await silent.ingestKey(['load_tests']);
    const lookAt = async (time: string) => {
      silent.clock.set(time);
      await silent.owner.query(`select graphile_worker.add_job('load_tests_look')`);
      await runJobs(silent);
      const { body } = await silent.inject('GET /api/v1/load-test-runs', { as: asViewer });
      return body.items.map(({ verdict, createdAt }: LoadTestRun) => [
        createdAt.slice(0, 10),
        verdict,
      ]);
    };
    expect(await lookAt('2026-11-21T10:00:00Z')).toEqual([]);
    // Of the week that was half over when it was named nothing is asked.
    expect(await lookAt('2026-11-22T03:00:00Z')).toEqual([]);
    silent.clock.set('2026-11-25T10:00:00Z');
    await silent.inject(`POST /ingest/load-tests/${token}`, {
      query: { plan: 'ci', exit_code: '0' },
      body: { url: '/x', connections: 1, requests: { total: 9 }, latency: { average: 5 } },
    });
    const reported = ['2026-11-25', 'passed'];
    expect(await lookAt('2026-11-29T03:00:00Z')).toEqual([reported]);
    const expected = [['2026-12-06', 'missed'], reported];
    expect(await lookAt('2026-12-06T03:00:00Z')).toEqual(expected);
    expect(await lookAt('2026-12-07T03:00:00Z')).toEqual(expected);
  });
});
