import { Revenue, type RevenueRange } from '@taffrail/contract';
import { createDatabase } from '../../src/platform/db/database.ts';
import {
  recordSubscriptions,
  type ToldSubscription,
} from '../../src/revenue/record-subscriptions.ts';
import type { Subscription } from '../../src/revenue/rules/subscription.ts';
import type { Credential } from '../credentials.ts';
import { startTestServer, type TestServer } from '../server.ts';

/** What is converted, and to what; kronor are not. */
export const rates = { reporting: 'eur', rates: { usd: '0.9137' } };
export const timeZone = 'Europe/Berlin';
export const product = { revenue: { currency: 'eur', rates: rates.rates } };

export const startRevenueServer = (now: string): Promise<TestServer> =>
  startTestServer({ now, timeZone, product });

export interface WantedSubscription extends Partial<Omit<Subscription, 'items'>> {
  readonly id: string;
  readonly at: string | Date;
  readonly cents?: number;
  readonly trialEndsAt?: Date;
  readonly organizationId?: string;
  readonly isReconstructed?: boolean;
}

/** A subscription of one item, 10 a month unless it says otherwise. */
export const toTold = (wanted: WantedSubscription): ToldSubscription => {
  const { at, cents = 1_000, trialEndsAt, organizationId, isReconstructed, ...fields } = wanted;
  return {
    at: new Date(at),
    toldBy: 'sdk',
    organizationId,
    plan: 'team',
    trialEndsAt,
    isReconstructed: isReconstructed ?? false,
    subscription: {
      customerId: wanted.id,
      status: 'active',
      isPaused: false,
      currency: 'eur',
      discounts: [],
      startedAt: new Date('2024-01-01T00:00:00Z'),
      ...fields,
      items: [
        {
          id: 'item',
          price: { unitAmount: String(cents) },
          quantity: 1,
          interval: 'month',
          intervalCount: 1,
          isMetered: false,
        },
      ],
    },
  };
};

export const tellRevenue = (server: TestServer, told: readonly ToldSubscription[]): Promise<void> =>
  createDatabase(server.owner)
    .transaction()
    .execute((tx) => recordSubscriptions(tx, told, { rates, timeZone }));

export const readRevenue = async (
  server: TestServer,
  as: Credential,
  range: RevenueRange = 'mtd',
): Promise<Revenue> => {
  const { body, status } = await server.inject('GET /api/v1/revenue', { as, query: { range } });
  if (status !== 200) throw new Error(`The answer is ${status}.`);
  return Revenue.parse(body);
};
