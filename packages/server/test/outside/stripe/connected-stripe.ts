import { expect } from 'vitest';
import { runJobs } from '../../run-jobs.ts';
import { startTestServer, type TestServer } from '../../server.ts';
import { signatureOf } from './sign.ts';
import { startStripe, type StripeServer } from './stripe-server.ts';

interface Delivered {
  /** Whether objects are asked for again, as they are where there is a key. */
  readonly asks?: boolean;
  /** So many who do not wait for each other, as Stripe is one. */
  readonly senders?: number;
}

/** A console and a Stripe that knows where to send. */
export interface ConnectedStripe {
  readonly server: TestServer;
  readonly stripe: StripeServer;
  backFill(): Promise<void>;
  /** Sends events by webhook and has them read. */
  deliver(events: readonly object[], how?: Delivered): Promise<void>;
  /** By currency, as decimal text. */
  presentMrr(): Promise<unknown[]>;
  /** All that is known of revenue is gone. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

const secret = 'whsec_of_the_test';

export const connectStripe = async (): Promise<ConnectedStripe> => {
  const server = await startTestServer({
    product: { revenue: { currency: 'eur', rates: { usd: '0.9137' } } },
  });
  const stripe = await startStripe();
  const as = await server.operator('owner');
  const source = { kind: 'stripe', name: 'Stripe', secret };
  const { body: made } = await server.inject('POST /api/v1/sources', { as, body: source });
  const hook = new URL(made.url).pathname;

  const send = async (event: object): Promise<void> => {
    const body = JSON.stringify(event);
    const headers = { 'stripe-signature': signatureOf(body, secret, server.clock.now()) };
    expect((await server.inject(`POST ${hook}`, { body, headers })).status).toBe(200);
  };
  return {
    server,
    stripe,
    async backFill() {
      await server.owner.query(`select graphile_worker.add_job('back_fill_stripe')`);
      await runJobs(server, { stripe });
    },
    async deliver(events, { asks = false, senders = 1 } = {}) {
      const waiting = events.values();
      const sendAll = async (): Promise<void> => {
        for (const event of waiting) await send(event);
      };
      await Promise.all(Array.from({ length: senders }, sendAll));
      await runJobs(server, { stripe: asks ? stripe : undefined });
    },
    async presentMrr() {
      const { rows } = await server.owner.query(
        `select currency, sum(amount) as mrr from revenue_movements where at <= $1
         group by currency order by currency`,
        [server.clock.now()],
      );
      return rows;
    },
    async forget() {
      await server.owner.query(
        `truncate inbox, invoices, subscriptions, subscription_events, revenue_movements,
           revenue_daily, revenue_cohorts, revenue_groups`,
      );
    },
    async close() {
      await stripe.close();
      await server.close();
    },
  };
};
