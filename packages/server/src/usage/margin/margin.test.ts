import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import {
  startRevenueServer,
  tellRevenue,
  timeZone,
  toTold,
} from '../../../test/figures/told-revenue.ts';
import { makeOrganization } from '../../../test/make.ts';
import { readAudit } from '../../../test/read-audit.ts';
import { sendBatch } from '../../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';

const now = '2026-11-21T10:00:00Z';
const range = 'mtd';

describe('margins', () => {
  let server: TestServer;
  let finance: Credential;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    server = await startRevenueServer(now);
    finance = await server.operator('finance');
    for (const name of ['Acme', 'Globex', 'Hooli', 'Initech'])
      ids[name] = (await makeOrganization(server, { name, plan: 'team' })).id;
    const long = { at: '2024-01-02T00:00:00Z' };
    const recent = new Date('2026-11-12T09:00:00Z');
    await tellRevenue(server, [
      toTold({ id: 'acme', organizationId: ids['Acme'] ?? '', ...long }),
      toTold({ id: 'acme in kronor', organizationId: ids['Acme'] ?? '', currency: 'sek', ...long }),
      toTold({
        id: 'globex',
        organizationId: ids['Globex'] ?? '',
        cents: 3_000,
        at: recent,
        startedAt: recent,
      }),
      toTold({ id: 'initech', organizationId: ids['Initech'] ?? '', currency: 'usd', ...long }),
      toTold({ id: 'nobody knows whose', ...long }),
    ]);
    await server.owner.query(
      `insert into invoices (id, external_id, customer_id, subscription_id, told_by, status, currency,
         amount_due, amount_paid, attempt_count, created_at, told_at, metered_amount)
       select gen_random_uuid(), 'in_' || n, 'stripe:cus_1',
         (select id from subscriptions where customer_id = $1 and currency = 'eur'),
         'stripe', 'paid', 'eur', 5, 5, 1, at, at, 5
       from (values (1, timestamptz '2026-11-03Z'), (2, '2026-10-30Z')) as i (n, at)`,
      [ids['Acme']],
    );
    const job = {
      kind: 'ai_job',
      provider: 'openai',
      model: 'small',
      status: 'succeeded',
      latencyMs: 1,
    };
    const { body } = await sendBatch(server, await server.ingestKey(), [
      { ...job, organizationId: ids['Acme'], costUsd: 20, createdAt: '2026-11-02T00:00:00Z' },
      { ...job, organizationId: ids['Acme'], costUsd: 99, createdAt: '2026-10-31T22:00:00Z' },
      { ...job, organizationId: ids['Hooli'], costUsd: '0.5', createdAt: now },
      { ...job, organizationId: ids['Hooli'], createdAt: now },
      { ...job, costUsd: 3, createdAt: now },
    ]);
    expect(body.accepted).toBe(5);
  });
  afterAll(() => server.close());

  it('set what an organization pays against what it costs, the largest loss first', async () => {
    const { body } = await server.inject('GET /api/v1/usage/margin', {
      as: finance,
      query: { range },
    });
    // 21 of the 30 days of November: 10 a month earn 7. Globex began on the 12th.
    expect(
      body.rows.map((row: { organization: { name: string }; plan: string }) => [
        row.organization.name,
        row.plan,
      ]),
    ).toEqual([
      ['Acme', 'team'],
      ['Hooli', 'team'],
      ['Initech', 'team'],
      ['Globex', 'team'],
    ]);
    expect(body.rows).toMatchObject([
      // And 5 for what was used in November.
      { revenue: '12', costUsd: '20', cost: '18.27', margin: '-6.27', jobs: 1, unpricedJobs: 0 },
      { revenue: '0', costUsd: '0.5', cost: '0.46', margin: '-0.46', jobs: 2, unpricedJobs: 1 },
      // 10 dollars are 9.14 euros a month.
      { revenue: '6.4', costUsd: '0', cost: '0', margin: '6.4', jobs: 0 },
      { revenue: '10', costUsd: '0', cost: '0', margin: '10', jobs: 0 },
    ]);
  });

  it('have figures of what nobody can be named of', async () => {
    const { body } = await server.inject('GET /api/v1/usage/margin', {
      as: finance,
      query: { range },
    });
    expect(body).toMatchObject({
      from: '2026-11-01',
      to: '2026-11-21',
      currency: 'eur',
      usdRate: '0.9137',
      isRevenueConnected: true,
      total: { revenue: '35.4', costUsd: '23.5', cost: '21.47', margin: '13.93' },
      unmapped: { revenue: '7', customers: 1 },
      unconverted: [{ currency: 'sek', revenue: '7', customers: 1 }],
      unattributed: { costUsd: '3', cost: '2.74', jobs: 1 },
      organizations: 4,
      losing: 2,
    });
  });

  it('of written days are what each day earned and what its jobs cost', async () => {
    const { body } = await server.inject('GET /api/v1/usage/margin', {
      as: finance,
      query: { range: '2026-10-25..2026-11-02' },
    });
    const { rows: costs } = await server.owner.query<{ id: string | null; cost: string }>(
      `select organization_id as id, trim_scale(sum(cost_usd))::text as cost from ai_job_runs
       where (created_at at time zone $1)::date between '2026-10-25' and '2026-11-02'
       group by 1`,
      [timeZone],
    );
    const costOf = new Map(costs.map(({ id, cost }) => [id, cost]));
    expect(body).toMatchObject({ from: '2026-10-25', to: '2026-11-02', losing: 1 });
    // 7 of the 31 days of October, 2 of the 30 of November; Acme's use was billed on the 30th, and
    // on the 3rd again.
    const months = 7 / 31 + 2 / 30;
    const earned = new Map([
      ['Acme', 10 * months + 5],
      ['Initech', 9.137 * months],
    ]);
    expect(body.rows).toHaveLength(earned.size);
    for (const { organization, revenue, costUsd } of body.rows) {
      expect(Number(revenue)).toBeCloseTo(earned.get(organization.name) ?? NaN, 2);
      expect(costUsd).toBe(costOf.get(organization.id) ?? '0');
    }
    expect(costOf.size).toBe(1);
    expect(body.unattributed).toMatchObject({ jobs: 0 });
  });

  it.each([
    '2026-11-12..2026-10-25',
    '2026-02-30..2026-03-01',
    '2020-01-01..2026-11-01',
    '2026-11-22..2026-11-30',
  ])('refuse %s', async (refused) => {
    const answer = await server.inject('GET /api/v1/usage/margin', {
      as: finance,
      query: { range: refused },
    });
    expect(answer.error?.code).toBe('invalid_request');
  });

  it('are exported, with the export in the audit log', async () => {
    const { status, text } = await server.inject('GET /api/v1/usage/margin/export', {
      as: finance,
      query: { range },
    });
    expect(status).toBe(200);
    expect(text.split('\r\n').slice(0, 2)).toEqual([
      'organizationId,organization,plan,revenueEUR,costUsd,costEUR,marginEUR,jobs,unpricedJobs',
      `${ids['Acme']},Acme,team,12,20,18.27,-6.27,1,0`,
    ]);
    expect(await readAudit(server, 'usage_margin.exported')).toEqual([
      expect.objectContaining({ after: expect.objectContaining({ rows: 4, complete: true }) }),
    ]);
  });
});

it('margins are unknown where dollars have no rate', async () => {
  const server = await startTestServer({ now });
  const finance = await server.operator('finance');
  const job = {
    kind: 'ai_job',
    provider: 'openai',
    model: 'small',
    status: 'succeeded',
    latencyMs: 1,
  };
  await sendBatch(server, await server.ingestKey(), [
    { ...job, organizationId: 'acme', costUsd: 2 },
  ]);
  const { body } = await server.inject('GET /api/v1/usage/margin', { as: finance });
  expect(body).toMatchObject({
    currency: 'eur',
    usdRate: null,
    isRevenueConnected: false,
    losing: null,
    total: { costUsd: '2', cost: null, margin: null },
    rows: [{ costUsd: '2', cost: null, margin: null }],
  });
  await server.close();
});
