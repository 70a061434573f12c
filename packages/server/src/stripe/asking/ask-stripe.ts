import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { StripeAccess } from '../../config.ts';
import { outboundFetch } from '../../platform/http/outbound-http/outbound-fetch.ts';
import { readAs } from '../stripe-objects.ts';

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

/** What Stripe says when it does not answer what was asked; never with the key. */
export class StripeRefusal extends Error {
  override readonly name = 'StripeRefusal';
  readonly status: number;

  constructor(status: number, path: string, told: string) {
    super(`Stripe answers ${status} to ${path}: ${told.slice(0, 500)}`);
    this.status = status;
  }
}

const Told = z.object({ error: z.object({ message: z.string() }) });

/** In Stripe's words; what stands before Stripe has others. */
const saidIn = (body: string): string => {
  try {
    return Told.parse(JSON.parse(body)).error.message;
  } catch {
    return body;
  }
};

/** @throws {StripeRefusal} */
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
    if (response && (!isPassing(response.status) || attempt === mostAttempts))
      throw new StripeRefusal(response.status, path, saidIn(await response.text()));
    await response?.body?.cancel();
    await sleep(pauseMs(response, attempt), undefined, signal ? { signal } : {});
  }
};

const expand = (fields: readonly string[]) => fields.map((field) => ['expand[]', field] as const);

const Page = z.object({
  data: z.array(z.looseObject({ id: z.string() })),
  has_more: z.boolean(),
});
export type StripePage = z.infer<typeof Page>;

/** A hundred, newest first, that are older than `after`. */
const listAfter = async (
  access: StripeAccess,
  path: string,
  {
    after,
    parameters,
    signal,
  }: {
    after: string | undefined;
    parameters: readonly (readonly [string, string])[];
    signal: AbortSignal | undefined;
  },
): Promise<StripePage> => {
  const position = after === undefined ? [] : [['starting_after', after] as const];
  const answer = await ask(
    access,
    path,
    [['limit', '100'] as const, ...position, ...parameters],
    signal,
  );
  return readAs(Page, answer, `The list of ${path}`);
};

/** Of any status. Stripe expands four levels at most: of a list, tiers are one too deep. */
export const listSubscriptions = (
  access: StripeAccess,
  after: string | undefined,
  signal: AbortSignal | undefined,
): Promise<StripePage> => {
  const fields = ['data.discounts', 'data.items.data.discounts'];
  const parameters = [['status', 'all'] as const, ...expand(fields)];
  return listAfter(access, '/v1/subscriptions', { after, parameters, signal });
};

export const fetchSubscription = (
  access: StripeAccess,
  id: string,
  signal: AbortSignal | undefined,
): Promise<unknown> => {
  const fields = [
    'discounts.coupon.applies_to',
    'items.data.discounts',
    'items.data.price.tiers',
    'items.data.price.currency_options',
  ];
  return ask(access, `/v1/subscriptions/${encodeURIComponent(id)}`, expand(fields), signal);
};

export const listInvoices = (
  access: StripeAccess,
  after: string | undefined,
  signal: AbortSignal | undefined,
): Promise<StripePage> => {
  const parameters = expand(['data.discounts', 'data.lines.data.discounts']);
  return listAfter(access, '/v1/invoices', { after, parameters, signal });
};

export const fetchInvoice = (
  access: StripeAccess,
  id: string,
  signal: AbortSignal | undefined,
): Promise<unknown> => {
  const fields = ['discounts', 'lines.data.discounts'];
  return ask(access, `/v1/invoices/${encodeURIComponent(id)}`, expand(fields), signal);
};

/** All of them: with the invoice itself come the first ten at most. */
export const listInvoiceLines = async (
  access: StripeAccess,
  id: string,
  signal: AbortSignal | undefined,
): Promise<StripePage['data']> => {
  const path = `/v1/invoices/${encodeURIComponent(id)}/lines`;
  const parameters = expand(['data.discounts']);
  const lines: StripePage['data'] = [];
  for (let after: string | undefined; ;) {
    const page = await listAfter(access, path, { after, parameters, signal });
    lines.push(...page.data);
    after = lines.at(-1)?.id;
    if (!page.has_more || after === undefined) return lines;
  }
};
