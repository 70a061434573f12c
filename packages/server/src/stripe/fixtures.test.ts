import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJobs } from '../../test/run-jobs.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { makeEvent } from '../../test/outside/stripe/objects.ts';
import { signatureOf } from '../../test/outside/stripe/sign.ts';
import { toSubscription } from './to-subscription.ts';
import { verifySignature } from './verify-signature.ts';

/**
 * Events that others collected since 2016. They are no part of the repository: where the folder is
 * absent this suite is passed over, and says so.
 */
const folder = new URL('../../../../../shared/fixtures/', import.meta.url);
const isHere = existsSync(folder);
const open = (name: string): Buffer => readFileSync(new URL(name, folder));
const events = isHere
  ? readdirSync(new URL('stripe/', folder)).filter((name) => name !== 'fixtures3.json')
  : [];
const about = isHere ? 'the collected events' : 'the collected events (not on this machine)';

const secret = 'whsec_of_the_test';
const isRead = /subscription_|\.invoice_(created|paid|updated|deleted|payment_failed)/;

describe.skipIf(!isHere)(about, () => {
  let server: TestServer;
  let path: string;
  beforeAll(async () => {
    server = await startTestServer();
    const as = await server.operator('owner');
    const body = { kind: 'stripe', name: 'Stripe', secret };
    path = new URL((await server.inject('POST /api/v1/sources', { as, body })).body.url).pathname;
  });
  afterAll(() => server.close());

  const deliver = async (body: string | Buffer) => {
    // Many of them have one id.
    await server.owner.query('truncate inbox, invoices, subscriptions cascade');
    const header = signatureOf(body, secret, server.clock.now());
    const answer = await server.inject(`POST ${path}`, {
      body,
      headers: { 'stripe-signature': header },
    });
    expect(answer.status).toBe(200);
    await runJobs(server);
    const { rows } = await server.owner.query('select state, reason from inbox');
    return rows[0];
  };
  const count = async (table: string) =>
    (await server.owner.query(`select count(*)::int as count from ${table}`)).rows[0].count;

  it.each(events)('%s is read, or left with the reason', async (name) => {
    const body = open(`stripe/${name}`);
    const { type } = JSON.parse(body.toString());
    if (isRead.test(name) && !name.includes('invoice_payment_paid')) {
      expect(await deliver(body)).toEqual({ state: 'done', reason: null });
      expect((await count('subscriptions')) + (await count('invoices'))).toBe(1);
    } else {
      const reason = `Revenue is not made of ${type}.`;
      expect(await deliver(body)).toEqual({ state: 'ignored', reason });
    }
  });

  it('reads a subscription and an invoice of today’s API', async () => {
    const { resources } = JSON.parse(open('stripe/fixtures3.json').toString());
    const at = new Date(resources.subscription.created * 1_000);
    for (const [type, object] of [
      ['customer.subscription.updated', resources.subscription],
      ['invoice.updated', resources.invoice],
    ])
      expect(await deliver(JSON.stringify(makeEvent(type, at, object)))).toMatchObject({
        state: 'done',
      });
    expect(toSubscription(resources.subscription).subscription).toMatchObject({
      isPaused: true,
      currency: 'usd',
      items: [
        { price: { unitAmount: '2000' }, packageOf: { units: 1_592_560_163, round: 'down' } },
      ],
      cancelAt: at,
      endedAt: at,
    });
  });

  it('refuses what is no event', async () => {
    const reading = await deliver(open('stripe/fixtures3.json'));
    expect(reading.state).toBe('poisoned');
    expect(reading.reason).toMatch(/^The event cannot be read/);
  });

  it('verifies the vector of a signature', () => {
    const vectors: { scheme: string; secret: string; bodyFile: string; headers: object }[] =
      JSON.parse(open('signatures/vectors.json').toString());
    const ours = vectors.filter(({ scheme }) => scheme === 'stripe');
    expect(ours).not.toEqual([]);
    const signedAt = new Date(1_764_000_000_000);
    for (const vector of ours) {
      const arrival = { headers: { ...vector.headers }, body: open(vector.bodyFile) };
      expect(() => verifySignature(arrival, vector.secret, signedAt)).not.toThrow();
      const changed = { ...arrival, body: Buffer.concat([arrival.body, Buffer.from(' ')]) };
      expect(() => verifySignature(changed, vector.secret, signedAt)).toThrow(/not of this body/);
    }
  });
});
