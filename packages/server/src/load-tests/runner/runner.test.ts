import { ProductConfig, type LoadTestRunDetail } from '@taffrail/contract';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { makeCertificate } from '../../../test/outside/certificate.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';
import { createDatabase } from '../../platform/db/database.ts';
import { measure } from './measure.ts';
import { isRunnable, type RunnablePlan } from './plans.ts';
import { runPlan } from './run-plan.ts';

/** A product: one endpoint is fine, one fails with a secret in its answer, one never answers. */
let product: Server;
let url: string;
let server: TestServer;
let viewer: Credential;
beforeAll(async () => {
  product = createServer((request, response) => {
    const { url: path = '', method } = request;
    if (path.startsWith('/broken'))
      response.writeHead(503).end('{"error":"pool is full","password":"hunter2hunter2"}');
    else if (path.startsWith('/echo')) {
      const isRight = method === 'POST' && request.headers['content-type'] === 'application/json';
      response.writeHead(isRight ? 201 : 400).end();
    } else response.end('[]');
  });
  await new Promise<void>((resolve) => product.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(product.address() as AddressInfo).port}`;
  server = await startTestServer();
  viewer = await server.operator('viewer');
});
afterAll(async () => {
  product.closeAllConnections();
  product.close();
  await server.close();
});

const planOf = (run: object, thresholds: object = {}): RunnablePlan => {
  const { loadTests = [] } = ProductConfig.parse({
    loadTests: [{ name: 'shop', thresholds, run: { url, seconds: 1, ...run } }],
  });
  const plan = loadTests.find(isRunnable);
  if (!plan) throw new Error('There is a plan.');
  return plan;
};

const run = async (plan: RunnablePlan, externalId: string): Promise<LoadTestRunDetail> => {
  const context = {
    db: createDatabase(server.owner),
    clock: server.clock,
    product: { loadTests: [plan] },
    reportingTimeZone: 'UTC',
  };
  const { recorded } = await runPlan(context, { plan, externalId });
  const answer = await server.inject(`GET /api/v1/load-test-runs/${recorded?.id}`, { as: viewer });
  return answer.body;
};

describe('a plan that the console runs', () => {
  it('is measured by endpoint, with samples of what failed, without their secrets', async () => {
    const plan = planOf(
      {
        connections: 3,
        requestsPerSecond: 60,
        requests: [
          { path: '/leads?limit=5' },
          { path: '/broken/7?token=abcdefgh', endpoint: '/broken/:id' },
          {
            method: 'POST',
            path: '/echo',
            headers: { 'content-type': 'application/json' },
            body: '{}',
          },
        ],
      },
      { p95Ms: 10_000, errorRate: 0.1 },
    );
    const found = await run(plan, 'first');
    expect(found).toMatchObject({
      loadTest: { name: 'shop' },
      tool: 'autocannon',
      verdict: 'failed',
      verdictReason: '1 of 2 thresholds crossed',
      virtualUsers: { count: 3, counted: 'concurrent' },
      tail: { percentile: 95 },
      analysis: { actionRequired: true },
    });
    const byEndpoint = Object.fromEntries(found.routes.map((route) => [route.endpoint, route]));
    expect(byEndpoint['/leads']).toMatchObject({ method: 'GET', failed: 0 });
    expect(byEndpoint['/echo']).toMatchObject({ method: 'POST', failed: 0 });
    const broken = byEndpoint['/broken/:id'];
    expect(broken?.failed).toBe(broken?.requests);
    expect(found.requests).toBe(
      found.routes.reduce((sum, { requests }) => sum + (requests ?? 0), 0),
    );
    expect(found.failed).toBe(broken?.failed);
    expect(found.samples).toHaveLength(3);
    expect(found.samples[0]).toMatchObject({
      endpoint: '/broken/:id',
      statusCode: 503,
      url: `${url}/broken/7?token=[scrubbed]`,
      responseBody: '{"error":"pool is full","password":"[scrubbed]"}',
      occurrences: broken?.failed,
    });
  });

  it('passes by its thresholds', async () => {
    const plan = planOf({ connections: 1, requests: [{ path: '/leads' }] }, { errorRate: 0 });
    expect(await run(plan, 'second')).toMatchObject({
      verdict: 'passed',
      verdictReason: 'all 1 thresholds met',
      thresholds: [{ metric: 'http_req_failed', condition: 'rate<=0', isMet: true }],
    });
  });

  it('ends early where nobody answers, and counts what was tried', async () => {
    const requests = [{ path: '/leads' }];
    const nobody = planOf(
      { url: 'http://127.0.0.1:9', connections: 1, requests, seconds: 20 },
      { errorRate: 0.5 },
    );
    const found = await run(nobody, 'third');
    expect(found).toMatchObject({ verdict: 'failed', averageMs: null, tail: null, errorRate: 1 });
    expect(found.samples[0]).toMatchObject({ statusCode: null, error: 'ECONNREFUSED' });
    expect(found.durationMs).toBeLessThan(20_000);
  });

  it('is stopped when whoever runs it stops, and leaves nothing behind', async () => {
    const plan = planOf({ connections: 1, seconds: 60, requests: [{ path: '/leads' }] });
    const stopping = new AbortController();
    const measured = measure(plan, stopping.signal);
    stopping.abort();
    await expect(measured).rejects.toThrow('abort');
    // One that is stopped after it has answered has answered.
    const finished = new AbortController();
    const report = await measure(
      planOf({ connections: 1, requests: [{ path: '/leads' }] }),
      finished.signal,
    );
    finished.abort();
    expect(report.requests).toBeGreaterThan(0);
  });
});

describe('a plan against https', () => {
  const known = getCACertificates('default');
  const dayMs = 86_400_000;
  const { cert, key } = makeCertificate({
    from: new Date(Date.now() - dayMs),
    to: new Date(Date.now() + dayMs),
  });
  let secured: Server;
  let origin: string;
  let asked = 0;
  beforeAll(async () => {
    secured = createTlsServer({ cert, key }, (_, response) => {
      asked += 1;
      response.end('[]');
    });
    await new Promise<void>((resolve) => secured.listen(0, '127.0.0.1', resolve));
    origin = `https://127.0.0.1:${(secured.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    setDefaultCACertificates(known);
    secured.closeAllConnections();
    secured.close();
  });
  beforeEach(() => {
    asked = 0;
    setDefaultCACertificates(known);
  });
  const measureIt = (run: object = {}) =>
    measure(planOf({ url: origin, connections: 1, requests: [{ path: '/leads' }], ...run }));

  it('sends nothing to whoever has a certificate that nobody vouches for', async () => {
    const report = await measureIt({ requestsPerSecond: 5 });
    expect(report.failed).toBe(report.requests);
    expect(report.samples[0]).toMatchObject({ error: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(asked).toBe(0);
  });

  it('trusts whom the console trusts', async () => {
    setDefaultCACertificates([...known, cert]);
    const report = await measureIt();
    expect(report).toMatchObject({ failed: 0 });
    expect(asked).toBeGreaterThan(0);
  });

  it('accepts any where the plan says so', async () => {
    expect(await measureIt({ acceptAnyCertificate: true })).toMatchObject({ failed: 0 });
    expect(asked).toBeGreaterThan(0);
  });
});
