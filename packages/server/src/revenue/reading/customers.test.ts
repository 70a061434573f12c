import { Role } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { startRevenueServer, tellRevenue, toTold } from '../../../test/figures/told-revenue.ts';
import { makeActivity, makeOrganization } from '../../../test/make.ts';
import { readAudit } from '../../../test/read-audit.ts';
import type { TestServer } from '../../../test/server.ts';

let server: TestServer;
let owner: Credential;
let acme: { id: string };
beforeAll(async () => {
  server = await startRevenueServer('2026-11-21T10:00:00Z');
  owner = await server.operator('owner');
  acme = await makeOrganization(server, { name: 'Acme, Inc.' });
});
afterAll(() => server.close());

const paths = ['cohorts', 'latest', 'failed-payments', 'recent-activity', 'movements/export'];
const ask = (path: string, as?: Credential, query = {}) =>
  server.inject(`GET /api/v1/revenue/${path}`, { ...(as && { as }), query });

it.each(paths)('%s is for those who may see revenue', async (path) => {
  expect((await ask(path)).status).toBe(401);
  for (const role of Role.options) {
    const may = ['owner', 'operator', 'finance'].includes(role);
    expect((await ask(path, await server.operator(role))).status, role).toBe(may ? 200 : 403);
  }
});

describe('GET /api/v1/revenue/latest', () => {
  it('is empty at first', async () => {
    const { body } = await ask('latest', owner);
    expect(body).toMatchObject({ started: [], cancelled: [] });
  });

  it('has the five newest of each, with the reason, and nothing that has yet to happen', async () => {
    const day = (date: number) => `2026-11-${String(date).padStart(2, '0')}T00:00:00Z`;
    await tellRevenue(server, [
      ...[1, 2, 3, 4, 5].map((date) => toTold({ id: `c${date}`, at: day(date) })),
      toTold({ id: 'acme_1', organizationId: acme.id, at: day(6), cents: 4_900 }),
      toTold({
        id: 'c1',
        at: day(7),
        status: 'canceled',
        cancellation: { cause: 'cancellation_requested', feedback: 'unused' },
      }),
      toTold({
        id: 'c2',
        at: day(8),
        cancelAt: new Date(day(9)),
        cancellation: { cause: 'cancellation_requested', feedback: 'too_expensive' },
      }),
      toTold({ id: 'c3', at: day(10), status: 'paused' }),
      toTold({ id: 'c4', at: day(11), status: 'unpaid' }),
      toTold({ id: 'c1', at: day(12), cents: 700 }),
      toTold({ id: 'c5', at: day(12), cancelAt: new Date(day(28)) }),
      toTold({ id: 'yet_to_begin', at: day(25) }),
    ]);
    const { body } = await ask('latest', owner);
    expect(
      body.started.map((one: Record<string, unknown>) => [one['customer'], one['kind']]),
    ).toEqual([
      ['c1', 'reactivation'],
      ['Acme, Inc.', 'new'],
      ['c5', 'new'],
      ['c4', 'new'],
      ['c3', 'new'],
    ]);
    expect(body.started[1]).toEqual({
      organizationId: acme.id,
      customer: 'Acme, Inc.',
      plan: 'team',
      at: '2026-11-06T00:00:00.000Z',
      kind: 'new',
      amount: '49',
      currency: 'eur',
      isReconstructed: false,
    });
    expect(
      body.cancelled.map((one: Record<string, unknown>) => [one['customer'], one['reason']]),
    ).toEqual([
      ['c4', 'payment_failed'],
      ['c3', 'paused'],
      ['c2', 'announced'],
      ['c1', 'ended'],
    ]);
    // Of `c1` there is a new one, of whose end nothing is said.
    expect(body.cancelled[2]).toMatchObject({
      customer: 'c2',
      cause: 'cancellation_requested',
      feedback: 'too_expensive',
    });
    expect(body.cancelled[3]).toMatchObject({ customer: 'c1', cause: null, feedback: null });
  });
});

describe('GET /api/v1/revenue/failed-payments', () => {
  it('has those first that are tried again soonest, and sums up all', async () => {
    const add = (n: number, values: string) =>
      server.owner.query(
        `insert into invoices (id, external_id, customer_id, subscription_id, told_by, number, status,
           currency, amount_due, amount_paid, attempt_count, next_attempt_at, created_at, told_at)
         values (gen_random_uuid(), 'stripe:in_${n}', 'stripe:cus_${n}',
           (select id from subscriptions where external_id = 'sdk:acme_1' and ${n === 2}),
           'stripe', 'INV-${n}', ${values}, '2026-11-01', '2026-11-01')`,
      );
    await add(1, `'open', 'eur', 20, 5.5, 4, null`);
    await add(2, `'open', 'jpy', 1200, 0, 1, '2026-11-23'`);
    await add(3, `'open', 'eur', 10, 0, 0, null`);
    await add(4, `'paid', 'eur', 10, 10, 3, null`);
    const { body } = await ask('failed-payments', owner);
    expect(body.totals).toEqual([
      { currency: 'eur', amount: '14.5', invoices: 1 },
      { currency: 'jpy', amount: '1200', invoices: 1 },
    ]);
    expect(body.next).toEqual([
      expect.objectContaining({
        organizationId: acme.id,
        customer: 'Acme, Inc.',
        number: 'INV-2',
        attempts: 1,
        nextAttemptAt: '2026-11-23T00:00:00.000Z',
      }),
      expect.objectContaining({ customer: 'cus_1', amount: '14.5', nextAttemptAt: null }),
    ]);
  });

  it('counts what was billed for use apart from MRR, in the range', async () => {
    await server.owner.query(
      `insert into invoices (id, external_id, told_by, status, currency, amount_due, amount_paid,
         attempt_count, created_at, told_at, metered_amount)
       select gen_random_uuid(), at, 'stripe', status, 'eur', 10, 10, 1, at::timestamptz, at::timestamptz, 2.5
       from (values ('2026-10-31T22:59:00Z', 'paid'), ('2026-10-31T23:00:00Z', 'paid'),
         ('2026-11-10T00:00:00Z', 'open'), ('2026-11-11T00:00:00Z', 'void')) as i (at, status)`,
    );
    const of = async (range: string) =>
      (await server.inject('GET /api/v1/revenue', { as: owner, query: { range } })).body.metered;
    expect(await of('mtd')).toEqual([{ currency: 'eur', amount: '5' }]);
    expect(await of('qtd')).toEqual([{ currency: 'eur', amount: '7.5' }]);
  });
});

describe('GET /api/v1/revenue/recent-activity', () => {
  it('knows nothing of actions that never came', async () => {
    const { body } = await ask('recent-activity', owner);
    expect(body).toMatchObject({
      signups: { value: null, actions: ['user.signup'] },
      activeCompanies: 0,
      jobs: { value: null, actions: ['job.created'] },
      invoices: { value: null, actions: ['invoice.sent'] },
    });
  });

  it('counts as far back as each counter says', async () => {
    const globex = await makeOrganization(server, { name: 'Globex' });
    const made = (action: string, createdAt: string, organizationId: string | null = acme.id) => ({
      action,
      createdAt,
      organizationId,
    });
    await makeActivity(server, [
      // Midnight in Berlin is at 23:00.
      made('user.signup', '2026-11-20T22:59:59Z', null),
      made('user.signup', '2026-11-20T23:00:00Z', null),
      made('user.signup', '2026-11-21T09:30:00Z', null),
      made('job.created', '2026-11-20T09:59:00Z'),
      made('job.created', '2026-11-20T10:01:00Z'),
      made('invoice.sent', '2026-10-31T22:59:00Z'),
      made('invoice.sent', '2026-10-31T23:00:00Z'),
      made('invoice.sent', '2026-11-14T12:00:00Z', globex.id),
    ]);
    const { body } = await ask('recent-activity', owner);
    expect(body).toMatchObject({
      signups: { value: 2 },
      activeCompanies: 1,
      jobs: { value: 1 },
      invoices: { value: 2 },
    });
  });
});

describe('GET /api/v1/revenue/movements/export', () => {
  it('has every movement of the range up to now, and is in the audit log', async () => {
    server.clock.advance({ minutes: 1 });
    const answer = await ask('movements/export', owner, { range: 'mtd' });
    expect(answer.headers['content-disposition']).toBe(
      'attachment; filename="mrr-movements-2026-11-01-to-2026-11-21.csv"',
    );
    const [header, ...lines] = answer.text.trimEnd().split('\r\n');
    expect(header).toBe(
      'at,kind,amount,currency,mrrBefore,mrrAfter,organizationId,customer,reconstructed',
    );
    expect(lines).toHaveLength(11);
    expect(lines).toContain(`2026-11-06T00:00:00.000Z,new,49,eur,0,49,${acme.id},"Acme, Inc.",no`);
    const moments = lines.map((line) => Date.parse(line.split(',')[0] ?? ''));
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    expect((await readAudit(server, 'revenue_movements.exported')).at(-1)).toMatchObject({
      actor_id: owner.id,
      after: { range: 'mtd', rows: 11, complete: true },
    });
  });
});
