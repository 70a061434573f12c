import { createTaffrail, type Taffrail } from '@taffrail/node';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { bill } from '../src/plans/bill.ts';
import { deleteOrphans } from '../src/members/members.store.ts';
import { signUp, type SignedUp } from './sign-up.ts';
import { startProduct, type Product } from './start-product.ts';

let product: Product;
let taffrail: Taffrail;
let owner: SignedUp;
beforeAll(async () => {
  product = await startProduct();
  taffrail = createTaffrail({ url: product.consoleUrl, key: product.ingestKey });
});
afterAll(async () => {
  await taffrail.close();
  await product.close();
});
beforeEach(async () => {
  owner = await signUp(product);
});

const ask = async (route: string, body?: unknown) =>
  (await product.ask(route, { token: owner.token, body })).body;

/** So many days later, as far as its plan is concerned; then time brings what it brings. */
const passDays = async (days: number): Promise<void> => {
  await product.database.query(
    `update subscriptions set trial_ends_at = trial_ends_at - make_interval(days => $2),
       cancel_at = cancel_at - make_interval(days => $2)
     where organization_id = $1 and ended_at is null`,
    [owner.organizationId, days],
  );
  const { database: pool, catalogue } = product;
  await bill({ pool, taffrail, catalogue, wakeWorker: () => undefined });
  await taffrail.flush();
};

/** What Taffrail was told of this customer, in order. */
const told = async (): Promise<Record<string, unknown>[]> => {
  const find = () =>
    product.console.owner.query<{ record: Record<string, unknown> }>(
      'select record from told_subscriptions where organization_id = $1 order by at, ordinal',
      [owner.organizationId],
    );
  return (await find()).rows.map(({ record }) => record);
};

it('tells of a trial, the bill after it and the end that was announced', async () => {
  await ask('PUT /api/subscription', { plan: 'starter' });
  expect(await ask('GET /api/invoices')).toEqual({ items: [] });
  await passDays(15);
  expect((await ask('GET /api/invoices')).items).toMatchObject([
    { description: 'Tradewind starter, one month', amountUsd: '49.00', state: 'sent' },
  ]);

  const { cancelAt } = await ask('DELETE /api/subscription');
  expect(Date.parse(cancelAt)).toBeGreaterThan(Date.now());
  await passDays(1);
  expect((await ask('GET /api/organization')).plan).toBe('starter');
  await passDays(31);
  expect((await ask('GET /api/organization')).plan).toBe('free');

  await expect.poll(async () => (await told()).length, { timeout: 5_000 }).toBe(4);
  const subscription = {
    id: owner.organizationId,
    plan: 'starter',
    country: 'TR',
    amount: '49.00',
  };
  const records = await told();
  expect(records).toContainEqual(expect.objectContaining({ ...subscription, status: 'trialing' }));
  expect(records).toContainEqual(
    expect.objectContaining({ ...subscription, status: 'active', cancelAt: null }),
  );
  expect(records).toContainEqual(
    expect.objectContaining({ ...subscription, status: 'active', cancelAt }),
  );
  expect(records).toContainEqual(
    expect.objectContaining({ ...subscription, status: 'canceled', endedAt: expect.any(String) }),
  );
});

it('leaves to Stripe whose card it charges', async () => {
  await ask('PUT /api/subscription', { plan: 'starter' });
  await product.database.query(`update organizations set pays_by = 'card' where id = $1`, [
    owner.organizationId,
  ]);
  for (const [route, body] of [
    ['PUT /api/subscription', { plan: 'pro' }],
    ['DELETE /api/subscription', undefined],
  ] as const)
    expect((await ask(route, body)).error.code).toBe('conflict');
  await passDays(15);
  await ask('DELETE /api/organization');
  await expect.poll(async () => (await told()).length, { timeout: 5_000 }).toBe(1);
});

it('tidies up memberships of users who are gone, and no others', async () => {
  const other = await signUp(product);
  await product.ask('DELETE /api/me', { token: other.token });
  expect(await deleteOrphans(product.database)).toBe(1);
  expect(await deleteOrphans(product.database)).toBe(0);
  expect((await ask('GET /api/members')).items).toHaveLength(1);
});

it('logs what fails, with its stack, and what is refused', async () => {
  await ask('PUT /api/subscription', { plan: 'pro' });
  const search = { keyword: 'olive oil', country: 'DE', industry: 'food' };
  product.catalogue.isDown = true;
  await ask('POST /api/discoveries', search);
  await product.ask('POST /api/sessions', { body: { email: owner.email, password: 'wrong one' } });
  await ask('POST /api/batches', { companyIds: Array(26).fill(owner.userId) });
  const logs = async () =>
    (
      await product.console.owner.query(
        `select level, source, error_type as "errorType", stack from system_logs
         where source not in ('start', 'billing') order by source`,
      )
    ).rows;
  await expect
    .poll(async () => (await logs()).map(({ source }) => source), { timeout: 10_000 })
    .toEqual(['POST /api/batches', 'POST /api/sessions', 'discovery']);
  product.catalogue.isDown = false;
  const [refused, wrong, failed] = await logs();
  expect([refused.level, wrong.level]).toEqual(['info', 'warning']);
  expect(failed).toMatchObject({
    level: 'error',
    errorType: 'Problem',
    stack: expect.stringContaining('run-discovery.ts'),
  });
});
