import { createHmac } from 'node:crypto';
import { secondMs } from '../durations.ts';
import { postUntilTaken } from '../post-until-taken.ts';
import type { Report, Reporter } from './report.ts';

/** Where each sends to, as Taffrail's page of sources tells it; who has no address is silent. */
export interface Addresses extends Readonly<Record<Reporter, string | undefined>> {
  /** `whsec_…` */
  readonly stripeSecret: string | undefined;
  readonly sentrySecret: string | undefined;
  readonly githubSecret: string | undefined;
}

const hmac = (secret: string | undefined, text: string): string =>
  createHmac('sha256', secret ?? '')
    .update(text)
    .digest('hex');

/** The header that each of those has who sign. Stripe: https://docs.stripe.com/webhooks#verify-manually */
const sign = (by: Reporter, text: string, addresses: Addresses): Record<string, string> => {
  const { stripeSecret, sentrySecret, githubSecret } = addresses;
  const time = Math.floor(Date.now() / secondMs);
  if (by === 'stripe')
    return { 'stripe-signature': `t=${time},v1=${hmac(stripeSecret, `${time}.${text}`)}` };
  if (by === 'sentry') return { 'sentry-hook-signature': hmac(sentrySecret, text) };
  if (by === 'github') return { 'x-hub-signature-256': `sha256=${hmac(githubSecret, text)}` };
  return {};
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
  async ({ by, query = {}, headers, body }) => {
    const address = addresses[by];
    if (address === undefined) return;
    const url = new URL(address);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const text = JSON.stringify(body);
    const write = () => ({
      headers: { 'content-type': 'application/json', ...headers, ...sign(by, text, addresses) },
      body: text,
    });
    const response = await postUntilTaken(url, write, signal);
    if (!response.ok) warn(`Taffrail refuses a report of ${by}: ${response.status}`);
    await response.body?.cancel();
  };
