import type { AddressInfo } from 'node:net';
import type { SourceKind } from '@taffrail/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Credential } from '../../../packages/server/test/credentials.ts';
import { runJobs } from '../../../packages/server/test/run-jobs.ts';
import { startTestServer, type TestServer } from '../../../packages/server/test/server.ts';
import { reportsBetween } from '../src/traffic/around/report-around.ts';
import { createSendReport, type SendReport } from '../src/traffic/around/send-report.ts';
import { dayMs, minuteMs } from '../src/traffic/durations.ts';
import { createWorld } from '../src/traffic/world/create-world.ts';

let console: TestServer;
let owner: Credential;
let send: SendReport;
const sourceIds: string[] = [];
const warnings: string[] = [];
const stripeSecret = 'whsec_of_a_test';
const sentrySecret = 'a secret of Sentry';
const githubSecret = 'a secret of GitHub';
beforeAll(async () => {
  console = await startTestServer({ now: new Date().toISOString() });
  owner = await console.operator('owner');
  await console.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = console.app.server.address() as AddressInfo;
  const connect = async (kind: SourceKind, secret?: string): Promise<string> => {
    const body = { kind, name: kind, secret };
    const made = (await console.inject('POST /api/v1/sources', { as: owner, body })).body;
    sourceIds.push(made.id);
    return `http://127.0.0.1:${port}${new URL(made.url).pathname}`;
  };
  send = createSendReport({
    addresses: {
      stripe: await connect('stripe', stripeSecret),
      stripeSecret,
      loadTests: await connect('load_tests'),
      autofix: await connect('autofix'),
      alertmanager: await connect('alertmanager'),
      sentry: await connect('sentry', sentrySecret),
      sentrySecret,
      github: await connect('github', githubSecret),
      githubSecret,
    },
    signal: new AbortController().signal,
    warn: (message) => warnings.push(message),
  });
});
afterAll(() => console.close());

const stored = async (): Promise<unknown> => {
  const { rows } = await console.owner.query(
    `select (select count(*) from inbox where state <> 'done') as unread,
       (select count(*) from subscriptions) as subscriptions,
       (select sum(amount) from revenue_movements) as mrr,
       (select count(*) from revenue_movements) as movements,
       (select count(*) from invoices) as invoices,
       (select count(distinct value) from revenue_groups where dimension = 'plan') as plans,
       (select count(distinct value) from revenue_groups where dimension = 'country') as countries,
       (select count(*) from invoices where status = 'open') as failing,
       (select count(*) from load_test_runs) as "loadTests",
       (select count(distinct verdict) from load_test_runs) as verdicts,
       (select count(*) from load_test_samples) as samples,
       (select count(*) from autofix_runs) as attempts,
       (select count(*) from load_test_runs r
        join autofix_runs a on a.trigger_id = r.external_id) as mended`,
  );
  return rows[0];
};

it('is read by Taffrail as what it is, and changes nothing when it is sent again', async () => {
  const beginsAt = Date.now();
  const world = createWorld({ seed: 'tradewind', beginsAt, until: beginsAt });
  // Of Stripe's years the last months: there are hundreds of events.
  const reports = reportsBetween(world, beginsAt - 100 * dayMs, beginsAt);
  const tell = async (): Promise<unknown> => {
    for (const report of reports) await send(report);
    await runJobs(console);
    return stored();
  };
  const first = await tell();
  const asked = { as: owner, query: { fate: 'held', limit: 100 } };
  const held = (await console.inject('GET /api/v1/autofix-runs', asked)).body.items;
  expect(held.map(({ trigger }: { trigger: string }) => trigger)).toContain('load_test');
  const ofStripe = reports.filter(({ by }) => by === 'stripe');
  expect(first).toMatchObject({
    unread: 0,
    loadTests: 8,
    verdicts: 2,
    mended: 2,
    attempts: reports.filter(({ by }) => by === 'autofix').length,
    samples: expect.toSatisfy((count) => count > 10),
    failing: expect.toSatisfy((count) => count >= 3),
    mrr: expect.toSatisfy((mrr) => Number(mrr) > 500),
    plans: expect.toSatisfy((count) => count > 1),
    countries: expect.toSatisfy((count) => count > 1),
    invoices: expect.toSatisfy((count) => count > 20 && count < ofStripe.length),
  });
  expect(await tell()).toEqual(first);
  expect(warnings).toEqual([]);
});

it('opens incidents of what is wrong, which are over when that is', async () => {
  const beginsAt = Date.now();
  const world = createWorld({ seed: 'tradewind', beginsAt, until: beginsAt });
  const alerts = (until: number) =>
    reportsBetween(world, beginsAt - 1, until).filter(
      ({ by }) => by === 'alertmanager' || by === 'sentry' || by === 'github',
    );
  const titles = async (state: string): Promise<unknown> => {
    const query = { state };
    const { body } = await console.inject('GET /api/v1/incidents', { as: owner, query });
    return body.items.map((item: Record<string, unknown>) => [item['severity'], item['title']]);
  };
  for (const report of alerts(beginsAt)) await send(report);
  await runJobs(console);
  expect(await titles('active')).toEqual(
    expect.arrayContaining([
      ['critical', 'ErrorBudgetSpent'],
      ['warning', 'Workflow failed: Deploy'],
    ]),
  );
  for (const report of alerts(beginsAt + 20 * minuteMs)) {
    await send(report);
    console.clock.advance({ seconds: 10 });
  }
  await runJobs(console);
  expect(await titles('resolved')).toEqual(
    expect.arrayContaining([
      ['warning', 'Workflow failed: Deploy'],
      ['warning', expect.stringContaining('TypeError')],
    ]),
  );
  expect(warnings).toEqual([]);
});

it('is told of, and given up, once its address is taken away', async () => {
  const owner = await console.operator('owner');
  for (const id of sourceIds) await console.inject(`DELETE /api/v1/sources/${id}`, { as: owner });
  await send({ by: 'autofix', at: Date.now(), body: {} });
  expect(warnings).toEqual(['Taffrail refuses a report of autofix: 401']);
});
