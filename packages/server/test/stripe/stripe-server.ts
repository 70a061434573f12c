import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StripeAccess } from '../../src/config.ts';
import type { StripeObject } from './objects.ts';

/** A small Stripe on loopback: what its public API description says of subscriptions, and strict. */
export interface StripeServer extends StripeAccess {
  /** Newest first, as Stripe lists them; spelled out whole. */
  subscriptions: StripeObject[];
  /** Paths that were answered with 200, in order. */
  readonly served: string[];
  /** How the next requests fail, one after the other; undefined for one that does not. */
  readonly failures: ({ status: number; retryAfter?: string } | undefined)[];
  close(): Promise<void>;
}

const version = '2025-08-27.basil';
const apiKey = 'rk_test_of_the_loopback';
const known = new Set(['status', 'limit', 'starting_after', 'expand[]']);

class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const checkRequest = ({ method, headers }: IncomingMessage, url: URL): void => {
  if (headers.authorization !== `Bearer ${apiKey}`) throw new Refusal(401, 'Invalid API Key');
  if (headers['stripe-version'] !== version) throw new Refusal(400, 'Invalid Stripe API version');
  if (method !== 'GET') throw new Refusal(405, 'Unrecognized request method');
  for (const name of url.searchParams.keys())
    if (!known.has(name)) throw new Refusal(400, `Received unknown parameter: ${name}`);
  for (const field of url.searchParams.getAll('expand[]'))
    if (field.split('.').length > 4)
      throw new Refusal(400, 'You cannot expand more than 4 levels of a property');
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Without what is only given when it is asked for: tiers of prices, discounts spelled out. */
const presented = (subscription: StripeObject, expanded: ReadonlySet<string>): object =>
  JSON.parse(
    JSON.stringify(subscription, (name, value: unknown) => {
      if (name === 'tiers' && !expanded.has('items.data.price.tiers')) return undefined;
      const spelledOut = ['discounts', 'items.data.discounts', 'discounts.coupon.applies_to'];
      if (
        name === 'discounts' &&
        Array.isArray(value) &&
        !spelledOut.some((one) => expanded.has(one))
      )
        return value.map((one: unknown) => (isRecord(one) ? one['id'] : one));
      return value;
    }),
  );

const list = (subscriptions: readonly StripeObject[], { searchParams }: URL): object => {
  const limit = Number(searchParams.get('limit') ?? '10');
  if (!(limit >= 1 && limit <= 100)) throw new Refusal(400, 'Invalid limit');
  const isAll = searchParams.get('status') === 'all';
  const asked = subscriptions.filter(({ status }) => isAll || status !== 'canceled');
  const after = searchParams.get('starting_after');
  const begin = after === null ? 0 : asked.findIndex(({ id }) => id === after) + 1;
  if (after !== null && begin === 0) throw new Refusal(400, `No such subscription: '${after}'`);
  const fields = searchParams.getAll('expand[]').map((field) => field.replace(/^data\./, ''));
  const data = asked
    .slice(begin, begin + limit)
    .map((subscription) => presented(subscription, new Set(fields)));
  return { object: 'list', url: '/v1/subscriptions', has_more: begin + limit < asked.length, data };
};

const answer = (subscriptions: readonly StripeObject[], url: URL): object => {
  if (url.pathname === '/v1/subscriptions') return list(subscriptions, url);
  const id = /^\/v1\/subscriptions\/(\w+)$/.exec(url.pathname)?.[1];
  const found = subscriptions.find((subscription) => subscription.id === id);
  if (!found) throw new Refusal(404, `No such subscription: '${id ?? ''}'`);
  return presented(found, new Set(url.searchParams.getAll('expand[]')));
};

export const startStripe = async (): Promise<StripeServer> => {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const send = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    try {
      checkRequest(request, url);
      const failure = stripe.failures.shift();
      if (failure?.retryAfter !== undefined) response.setHeader('retry-after', failure.retryAfter);
      if (failure) throw new Refusal(failure.status, 'Not now');
      const body = answer(stripe.subscriptions, url);
      stripe.served.push(`${url.pathname} ${url.searchParams.get('starting_after') ?? ''}`.trim());
      send(200, body);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      send(error.status, { error: { type: 'invalid_request_error', message: error.message } });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stripe: StripeServer = {
    apiKey,
    apiBase: `http://127.0.0.1:${port}`,
    subscriptions: [],
    served: [],
    failures: [],
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return stripe;
};
