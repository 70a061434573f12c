import { createHmac } from 'node:crypto';
import type { HookDriver } from '../inbox/inbox.ts';

const subscriptionOf = (id: string, at: number) => ({
  object: 'subscription',
  id: `sub_${id}`,
  customer: `cus_${id}`,
  status: 'active',
  currency: 'usd',
  created: at,
  start_date: at,
  items: {
    data: [
      {
        id: `si_${id}`,
        quantity: 1,
        price: {
          id: `price_${id}`,
          currency: 'usd',
          unit_amount: 4_900,
          billing_scheme: 'per_unit',
          recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
        },
      },
    ],
    has_more: false,
  },
});

/** A subscription that begins, signed as Stripe signs. https://docs.stripe.com/webhooks#verify-manually */
export const sampleEvent: HookDriver['sample'] = ({ id, now, secret = '' }) => {
  const at = Math.floor(now.getTime() / 1_000);
  const name = `taffrail_test_${id.replaceAll('-', '')}`;
  const body = Buffer.from(
    JSON.stringify({
      object: 'event',
      id: `evt_${name}`,
      type: 'customer.subscription.created',
      created: at,
      data: { object: subscriptionOf(name, at) },
    }),
  );
  const signature = createHmac('sha256', secret).update(`${at}.`).update(body).digest('hex');
  return {
    headers: { 'content-type': 'application/json', 'stripe-signature': `t=${at},v1=${signature}` },
    query: {},
    body,
  };
};
