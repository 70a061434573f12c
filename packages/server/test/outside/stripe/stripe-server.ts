import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StripeAccess } from '../../../src/config.ts';
import type { StripeObject } from './objects.ts';

/**
 * A small Stripe on loopback: what its public API description says of subscriptions and invoices,
 * and strict.
 */
export interface StripeServer extends StripeAccess {
  /** Newest first, as Stripe lists them; spelled out whole. */
  subscriptions: StripeObject[];
  invoices: StripeObject[];
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
const presented = (object: StripeObject, expanded: ReadonlySet<string>): object =>
  JSON.parse(
    JSON.stringify(object, (name, value: unknown) => {
      if (name === 'tiers' && !expanded.has('items.data.price.tiers')) return undefined;
      const spelledOut = [
        'discounts',
        'items.data.discounts',
        'lines.data.discounts',
        'discounts.coupon.applies_to',
      ];
      if (
        name === 'discounts' &&
        Array.isArray(value) &&
        !spelledOut.some((one) => expanded.has(one))
      )
        return value.map((one: unknown) => (isRecord(one) ? one['id'] : one));
      return value;
    }),
  );

const inlineLines = 10;

const linesOf = ({ lines }: StripeObject): StripeObject[] =>
  isRecord(lines) && Array.isArray(lines['data']) ? lines['data'] : [];

/** With the first ten of its lines, as every invoice is given. */
const withFirstLines = (invoice: StripeObject): StripeObject => {
  const all = linesOf(invoice);
  const lines = { data: all.slice(0, inlineLines), has_more: all.length > inlineLines };
  return {
    ...invoice,
    lines: { object: 'list', url: `/v1/invoices/${invoice.id}/lines`, ...lines },
  };
};

const list = (all: readonly StripeObject[], { pathname, searchParams }: URL): object => {
  const limit = Number(searchParams.get('limit') ?? '10');
  if (!(limit >= 1 && limit <= 100)) throw new Refusal(400, 'Invalid limit');
  const after = searchParams.get('starting_after');
  const begin = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  if (after !== null && begin === 0) throw new Refusal(400, `No such object: '${after}'`);
  const fields = searchParams.getAll('expand[]').map((field) => field.replace(/^data\./, ''));
  const data = all.slice(begin, begin + limit).map((one) => presented(one, new Set(fields)));
  return { object: 'list', url: pathname, has_more: begin + limit < all.length, data };
};

const find = (all: readonly StripeObject[], id: string | undefined): StripeObject => {
  const found = all.find((one) => one.id === id);
  if (!found) throw new Refusal(404, `No such object: '${id ?? ''}'`);
  return found;
};

const answer = ({ subscriptions, invoices }: StripeServer, url: URL): object => {
  const [, kind, id, part] =
    /^\/v1\/(subscriptions|invoices)(?:\/(\w+))?(?:\/(lines))?$/.exec(url.pathname) ?? [];
  const fields = new Set(url.searchParams.getAll('expand[]'));
  if (kind === 'subscriptions' && id === undefined) {
    const isAll = url.searchParams.get('status') === 'all';
    return list(
      subscriptions.filter(({ status }) => isAll || status !== 'canceled'),
      url,
    );
  }
  if (kind === 'subscriptions' && part === undefined)
    return presented(find(subscriptions, id), fields);
  if (url.searchParams.has('status')) throw new Refusal(400, 'Received unknown parameter: status');
  if (kind === 'invoices' && id === undefined) return list(invoices.map(withFirstLines), url);
  if (kind === 'invoices' && part === 'lines') return list(linesOf(find(invoices, id)), url);
  if (kind === 'invoices') return presented(withFirstLines(find(invoices, id)), fields);
  throw new Refusal(404, `Unrecognized request URL (${url.pathname})`);
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
      const body = answer(stripe, url);
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
    invoices: [],
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
