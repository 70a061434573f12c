import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { createDatabase, createPool, type Database } from '../platform/db/database.ts';
import { createLogger } from '../platform/log.ts';
import {
  rebuildRevenue,
  recordSubscriptions,
  type ToldSubscription,
} from './record-subscriptions.ts';
import { convert, toMinor } from './rules/currency.ts';
import { mrrOf } from './rules/mrr.ts';
import type { Subscription } from './rules/subscription.ts';

const rules = {
  rates: { reporting: 'eur', rates: { usd: '0.9137' } },
  timeZone: 'Europe/Berlin',
};

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  const log = createLogger({ level: 'silent' });
  const url = database.ownerUrl;
  db = createDatabase(createPool({ url, name: 'test', max: 3, log, statementTimeoutMs: 0 }));
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});
const tables = ['revenue_movements', 'revenue_daily', 'revenue_groups', 'subscriptions'] as const;
beforeEach(async () => {
  for (const table of tables) await db.deleteFrom(table).execute();
});

const moment = (hours: number): Date => new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000);

interface Wanted {
  id: string;
  customer: string;
  hours: number;
  cents: number;
  status?: Subscription['status'];
  currency?: string;
  cancelInHours?: number | undefined;
  isReconstructed?: boolean;
  plan?: string | undefined;
  country?: string | undefined;
}

const tell = (wanted: Wanted): ToldSubscription => ({
  at: moment(wanted.hours),
  toldBy: 'stripe',
  organizationId: undefined,
  plan: wanted.plan,
  country: wanted.country,
  trialEndsAt: undefined,
  isReconstructed: wanted.isReconstructed ?? false,
  subscription: {
    id: wanted.id,
    customerId: wanted.customer,
    status: wanted.status ?? 'active',
    isPaused: false,
    currency: wanted.currency ?? 'eur',
    items: [
      {
        id: 'si',
        price: { unitAmount: String(wanted.cents) },
        quantity: 1,
        interval: 'month',
        intervalCount: 1,
        isMetered: false,
      },
    ],
    discounts: [],
    startedAt: moment(0),
    cancelAt:
      wanted.cancelInHours === undefined ? undefined : moment(wanted.hours + wanted.cancelInHours),
  },
});

const record = (...told: ToldSubscription[]) =>
  db.transaction().execute((tx) => recordSubscriptions(tx, told, rules));
const rebuild = () => db.transaction().execute((tx) => rebuildRevenue(tx, rules));

const readAll = async () => ({
  movements: await db
    .selectFrom('revenue_movements')
    .selectAll()
    .orderBy('customer_id')
    .orderBy('currency')
    .orderBy('at')
    .execute(),
  daily: await db
    .selectFrom('revenue_daily')
    .selectAll()
    .orderBy('day')
    .orderBy('currency')
    .orderBy('kind')
    .execute(),
  groups: await db
    .selectFrom('revenue_groups')
    .selectAll()
    .orderBy('dimension')
    .orderBy('span')
    .orderBy('first')
    .orderBy('holds')
    .orderBy('value')
    .orderBy('currency')
    .orderBy('kind')
    .execute(),
});

const daily = async () =>
  (await readAll()).daily.map(({ day, currency, kind, amount, customers }) =>
    [day, currency, kind, Number(amount), customers].join(' '),
  );

describe('recordSubscriptions', () => {
  it('writes movements and the sums of their days in the reporting time zone', async () => {
    await record(
      tell({ id: 'a', customer: 'x', hours: 0, cents: 1_000 }),
      // Half past eleven in the evening of the next day in Berlin.
      tell({ id: 'a', customer: 'x', hours: 46.5, cents: 1_500 }),
      tell({ id: 'b', customer: 'y', hours: 47.5, cents: 2_000 }),
    );
    expect(await daily()).toEqual([
      '2026-01-01 eur new 10 1',
      '2026-01-02 eur expansion 5 1',
      '2026-01-03 eur new 20 1',
    ]);
  });

  it('converts what has a rate, and shows the rest as it is', async () => {
    await record(
      tell({ id: 'a', customer: 'x', hours: 0, cents: 1_000, currency: 'usd' }),
      tell({ id: 'b', customer: 'y', hours: 0, cents: 1_000, currency: 'sek' }),
    );
    expect(await daily()).toEqual(['2026-01-01 eur new 9.14 1', '2026-01-01 sek new 10 1']);
  });

  it('changes nothing when it is told again, or late', async () => {
    const story = [
      tell({ id: 'a', customer: 'x', hours: 0, cents: 1_000 }),
      tell({ id: 'a', customer: 'x', hours: 100, cents: 3_000 }),
      tell({ id: 'a', customer: 'x', hours: 200, cents: 3_000, status: 'canceled' }),
    ] as const;
    await record(...story);
    const expected = await readAll();
    await record(story[1]);
    await record(story[0], story[2]);
    expect(await readAll()).toEqual(expected);
    const [row] = await db.selectFrom('subscriptions').selectAll().execute();
    expect(row).toMatchObject({ status: 'canceled', told_at: moment(200) });
  });

  it('believes what was seen rather than what was concluded', async () => {
    await record(tell({ id: 'a', customer: 'x', hours: 0, cents: 1_000 }));
    await record(tell({ id: 'a', customer: 'x', hours: 0, cents: 9_000, isReconstructed: true }));
    expect(await daily()).toEqual(['2026-01-01 eur new 10 1']);
    await record(tell({ id: 'b', customer: 'y', hours: 0, cents: 500, isReconstructed: true }));
    await record(tell({ id: 'b', customer: 'y', hours: 48, cents: 700 }));
    const { movements } = await readAll();
    expect(movements.map((row) => [row.customer_id, row.kind, row.is_reconstructed])).toEqual([
      ['stripe:x', 'new', false],
      ['stripe:y', 'new', true],
      ['stripe:y', 'expansion', false],
    ]);
  });

  it('follows a subscription that changes hands', async () => {
    await record(tell({ id: 'a', customer: 'x', hours: 0, cents: 1_000 }));
    await record(tell({ id: 'a', customer: 'y', hours: 5, cents: 1_000 }));
    const { movements } = await readAll();
    expect(movements.map((row) => row.customer_id)).toEqual(['stripe:y']);
    expect(await daily()).toEqual(['2026-01-01 eur new 10 1']);
  });

  const anyStory = fc.array(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      hours: fc.integer({ min: 0, max: 1_000 }),
      cents: fc.integer({ min: 0, max: 99_999 }),
      status: fc.constantFrom('active', 'past_due', 'trialing', 'canceled', 'unpaid'),
      cancelInHours: fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined }),
      plan: fc.constantFrom('solo', 'team', undefined),
      country: fc.constantFrom('DE', 'FR', undefined),
    }),
    { minLength: 1, maxLength: 25 },
  );
  /** Each subscription has its customer and currency: two of them share one. */
  const owners = { a: 'x', b: 'x', c: 'y', d: 'y', e: 'z' } as const;
  const currencies = { a: 'eur', b: 'usd', c: 'usd', d: 'usd', e: 'sek' } as const;

  it('comes to the same in any order, in any parts, and when it is made anew', async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, fc.infiniteStream(fc.nat()), async (wanted, numbers) => {
        // Of one moment only one state can be true.
        const story = [
          ...new Map(wanted.map((one) => [`${one.id} ${one.hours}`, one] as const)).values(),
        ].map((one) =>
          tell({ ...one, customer: owners[one.id as 'a'], currency: currencies[one.id as 'a'] }),
        );
        for (const table of tables) await db.deleteFrom(table).execute();
        await record(...story);
        const atOnce = await readAll();

        for (const table of tables) await db.deleteFrom(table).execute();
        const [first = 0] = numbers.take(1);
        const shuffled = story
          .map((told) => ({ told, order: numbers.next().value ?? first }))
          .toSorted((a, b) => a.order - b.order)
          .map(({ told }) => told);
        for (const told of shuffled) await record(told, ...(first % 2 === 0 ? [told] : []));
        expect(await readAll()).toEqual(atOnce);

        await rebuild();
        expect(await readAll()).toEqual(atOnce);

        // The sum of all movements so far is what the present states come to.
        const now = moment(2_000);
        const latest = new Map<string, ToldSubscription>();
        for (const told of story.toSorted((a, b) => a.at.getTime() - b.at.getTime()))
          latest.set(told.subscription.id, told);
        let expected = 0;
        for (const { subscription } of latest.values())
          if (subscription.currency !== 'sek')
            expected += convert(mrrOf(subscription, now), subscription.currency, rules.rates) ?? 0;
        const sum = atOnce.daily
          .filter(({ currency }) => currency === 'eur')
          .reduce((total, { amount }) => total + toMinor(amount, 'eur'), 0);
        expect(sum).toBe(expected);
      }),
      { numRuns: 15 },
    );
  });
});
