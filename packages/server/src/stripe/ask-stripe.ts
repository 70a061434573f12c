import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { StripeAccess } from '../config.ts';
import { outboundFetch } from '../platform/http/outbound-http.ts';
import { readAs } from './stripe-objects.ts';

/** Pinned: the last in which a discount brings its coupon along, which may be expanded no deeper. */
const apiVersion = '2025-08-27.basil';

const mostAttempts = 6;
const longestPauseMs = 60_000;

/** As Stripe asks for it, else in growing pauses. */
const pauseMs = (response: Response | undefined, attempt: number): number => {
  const seconds = Number(response?.headers.get('retry-after') ?? Number.NaN);
  const wanted = Number.isFinite(seconds) ? seconds * 1_000 : 500 * 2 ** attempt;
  return Math.min(Math.max(wanted, 0), longestPauseMs);
};

const isPassing = (status: number): boolean => status === 429 || status === 409 || status >= 500;

/** @throws with what Stripe says, and never with the key */
const ask = async (
  { apiKey, apiBase }: StripeAccess,
  path: string,
  parameters: readonly (readonly [string, string])[],
  signal: AbortSignal | undefined,
): Promise<unknown> => {
  const url = new URL(path, apiBase);
  for (const [name, value] of parameters) url.searchParams.append(name, value);
  const headers = { authorization: `Bearer ${apiKey}`, 'stripe-version': apiVersion };
  for (let attempt = 1; ; attempt += 1) {
    const response = await outboundFetch(url, { headers, signal: signal ?? null }).catch(
      (error: unknown): undefined => {
        if (attempt === mostAttempts || signal?.aborted) throw error;
      },
    );
    if (response?.ok) return response.json();
    if (response && (!isPassing(response.status) || attempt === mostAttempts)) {
      const told = await response.text();
      throw new Error(`Stripe answers ${response.status} to ${path}: ${told.slice(0, 500)}`);
    }
    await response?.body?.cancel();
    await sleep(pauseMs(response, attempt), undefined, signal ? { signal } : {});
  }
};

const expand = (fields: readonly string[]) => fields.map((field) => ['expand[]', field] as const);
/** Stripe expands four levels at most: of a list, tiers are one too deep. */
const listFields = ['data.discounts', 'data.items.data.discounts'];
const singleFields = [
  'discounts.coupon.applies_to',
  'items.data.discounts',
  'items.data.price.tiers',
  'items.data.price.currency_options',
];

const Page = z.object({
  data: z.array(z.looseObject({ id: z.string() })),
  has_more: z.boolean(),
});

/** A hundred subscriptions of any status, newest first, that are older than `after`. */
export const listSubscriptions = async (
  access: StripeAccess,
  after: string | undefined,
  signal: AbortSignal | undefined,
): Promise<z.infer<typeof Page>> => {
  const position = after === undefined ? [] : [['starting_after', after] as const];
  const parameters = [
    ['status', 'all'] as const,
    ['limit', '100'] as const,
    ...position,
    ...expand(listFields),
  ];
  const answer = await ask(access, '/v1/subscriptions', parameters, signal);
  return readAs(Page, answer, 'The list of subscriptions');
};

export const fetchSubscription = (
  access: StripeAccess,
  id: string,
  signal: AbortSignal | undefined,
): Promise<unknown> =>
  ask(access, `/v1/subscriptions/${encodeURIComponent(id)}`, expand(singleFields), signal);
