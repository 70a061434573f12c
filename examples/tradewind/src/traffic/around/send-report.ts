import { createHmac } from 'node:crypto';
import { secondMs } from '../durations.ts';
import { postUntilTaken } from '../post-until-taken.ts';
import type { Report, Reporter } from './report.ts';

/** Where each sends to, as Taffrail's page of sources tells it; who has no address is silent. */
export interface Addresses extends Readonly<Record<Reporter, string | undefined>> {
  /** `whsec_…` */
  readonly stripeSecret: string | undefined;
}

/** As Stripe signs: https://docs.stripe.com/webhooks#verify-manually */
const sign = (body: string, secret: string): string => {
  const time = Math.floor(Date.now() / secondMs);
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return `t=${time},v1=${signature}`;
};

export interface SendOptions {
  readonly addresses: Addresses;
  readonly signal: AbortSignal;
  readonly warn: (message: string) => void;
}

export type SendReport = (report: Report) => Promise<void>;

/** Waits while Taffrail is away. What it refuses is told and given up: its address was taken away. */
export const createSendReport =
  ({ addresses, signal, warn }: SendOptions): SendReport =>
  async ({ by, query = {}, body }) => {
    const address = addresses[by];
    if (address === undefined) return;
    const url = new URL(address);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const text = JSON.stringify(body);
    const { stripeSecret } = addresses;
    const write = () => ({
      headers: {
        'content-type': 'application/json',
        ...(by === 'stripe' && { 'stripe-signature': sign(text, stripeSecret ?? '') }),
      },
      body: text,
    });
    const response = await postUntilTaken(url, write, signal);
    if (!response.ok) warn(`Taffrail refuses a report of ${by}: ${response.status}`);
    await response.body?.cancel();
  };
