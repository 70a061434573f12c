import { RevenueRange } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { revenueFromSnapshots } from '../../../test/figures/revenue-from-snapshots.ts';
import type { TestServer } from '../../../test/server.ts';
import {
  rates,
  readRevenue as read,
  startRevenueServer,
  tellRevenue,
  toTold,
} from '../../../test/figures/told-revenue.ts';
import type { ToldSubscription } from '../record-subscriptions.ts';

const now = '2026-11-21T10:00:00Z';

/** Without a pattern, but the same every time. */
const makeHistory = (): ToldSubscription[] => {
  let seed = 7;
  const draw = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const end = Date.parse('2026-12-10T00:00:00Z');
  const moment = () => new Date(end - draw(820 * 86_400) * 1_000);
  const currencies = ['eur', 'eur', 'usd', 'sek'] as const;
  const statuses = ['active', 'active', 'past_due', 'trialing', 'canceled'] as const;
  return Array.from({ length: 120 }, (_, index) => index).flatMap((index) => {
    const customerId = `customer_${Math.floor(index / 1.5)}`;
    const currency = currencies[draw(4)] ?? 'eur';
    return Array.from({ length: 1 + draw(5) }, () => {
      const at = moment();
      return toTold({
        id: `sub_${index}`,
        customerId,
        currency,
        at,
        cents: 500 * draw(20),
        status: statuses[draw(5)] ?? 'active',
        startedAt: new Date(at.getTime() - draw(40) * 86_400_000),
        ...(draw(3) === 0 && { cancelAt: new Date(at.getTime() + draw(200) * 86_400_000) }),
        discounts:
          draw(4) === 0
            ? [{ percentOff: '25', startsAt: at, endsAt: new Date(+at + draw(90) * 86_400_000) }]
            : [],
      });
    });
  });
};

describe('GET /api/v1/revenue', () => {
  let server: TestServer;
  let owner: Credential;
  const told = makeHistory();
  beforeAll(async () => {
    server = await startRevenueServer(now);
    owner = await server.operator('owner');
    await tellRevenue(server, told);
  });
  afterAll(() => server.close());

  /** Midnight in Berlin. */
  const startOf = async (day: string): Promise<Date> => {
    const { rows } = await server.owner.query(
      `select $1::date::timestamp at time zone 'Europe/Berlin' as at`,
      [day],
    );
    return rows[0].at;
  };
  const fromSnapshots = async (first: string, to: Date) =>
    revenueFromSnapshots(told, { from: await startOf(first), to, rates });

  it.each(RevenueRange.options)('has the figures of the snapshots for %s', async (range) => {
    const answer = await read(server, owner, range);
    expect(answer.current).toMatchObject(await fromSnapshots(answer.range.from, new Date(now)));
    // The clocks of Berlin showed eleven then, too, in summer as in winter.
    const before = new Date((await startOf(answer.range.previousTo)).getTime() + 11 * 3_600_000);
    const previous = await fromSnapshots(answer.range.previousFrom, before);
    expect(previous.subscribers).toBeGreaterThan(5);
    expect(answer.previous).toMatchObject(previous);
  });

  it('divides: churn by who paid at the start, MRR by who pays', async () => {
    const { current, unconverted } = await read(server, owner, 'ytd');
    expect(current.cancelled).toBeGreaterThan(3);
    expect(current.churnRate).toBeCloseTo(current.cancelled / current.activeAtStart, 10);
    const elsewhere = unconverted.reduce((sum, { subscribers }) => sum + subscribers, 0);
    expect(elsewhere).toBeGreaterThan(0);
    const arpu = Number(current.mrr) / (current.subscribers - elsewhere);
    expect(Number(current.arpu)).toBeCloseTo(arpu, 2);
  });

  it('shows each month as it was, and this one so far', async () => {
    const { months, current } = await read(server, owner);
    expect(months.map(({ month }) => month)).toEqual([
      '2025-12',
      ...Array.from({ length: 11 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`),
    ]);
    for (const [index, { month, ...figures }] of months.entries()) {
      const next = months[index + 1]?.month;
      const to = next === undefined ? new Date(now) : new Date(+(await startOf(`${next}-01`)) - 1);
      expect(figures, month).toMatchObject(await fromSnapshots(`${month}-01`, to));
    }
    expect(months.at(-1)).toMatchObject({ month: '2026-11', ...current });
  });

  it('explains each month by its movements', async () => {
    const { months, movements } = await read(server, owner);
    const cents = (text: string): number => Math.round(Number(text) * 100);
    for (const [index, { month, mrr, movements: of }] of months.entries()) {
      const before = months[index - 1];
      if (!before) continue;
      const sum = Object.values(of).reduce((total, amount) => total + cents(amount), 0);
      expect(cents(before.mrr) + sum, month).toBe(cents(mrr));
    }
    expect(months.at(-1)?.movements).toEqual(
      Object.fromEntries(movements.kinds.map(({ kind, amount }) => [kind, amount])),
    );
  });

  it('has the same balances whatever the range', async () => {
    const answers = await Promise.all(RevenueRange.options.map((one) => read(server, owner, one)));
    const balances = answers.map(({ current: { mrr, subscribers, arpu }, newThisMonth }) => ({
      mrr,
      subscribers,
      arpu,
      newThisMonth,
    }));
    for (const balance of balances) expect(balance).toEqual(balances[0]);
  });

  it.each(RevenueRange.options)('adds up from start to end for %s', async (range) => {
    const { movements, current } = await read(server, owner, range);
    const cents = (text: string): number => Math.round(Number(text) * 100);
    const sum = movements.kinds.reduce((total, { amount }) => total + cents(amount), 0);
    expect(cents(movements.start) + sum).toBe(cents(movements.end));
    expect(movements.end).toBe(current.mrr);
    expect(movements.difference).toBe('0');
  });

  it('says by how much it does not add up when daily sums are broken', async () => {
    const added = `insert into revenue_daily values ('2026-11-20', 'eur', 'lost', 12.5, 1)`;
    await server.owner.query(added);
    expect((await read(server, owner)).movements.difference).toBe('12.5');
    await server.owner.query(`delete from revenue_daily where kind = 'lost'`);
    expect((await read(server, owner)).movements.difference).toBe('0');
  });

  it('shows currencies without a rate by themselves', async () => {
    const { unconverted } = await read(server, owner);
    const inKronor = told.filter(({ subscription }) => subscription.currency === 'sek');
    const own = { reporting: 'sek', rates: {} };
    const from = await startOf('2026-11-01');
    const { mrr, subscribers } = revenueFromSnapshots(inKronor, {
      from,
      to: new Date(now),
      rates: own,
    });
    expect(unconverted).toEqual([{ currency: 'sek', mrr, subscribers }]);
  });
});
