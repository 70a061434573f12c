import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestClock } from '../../../test/clock.ts';
import { makeMessage } from '../../../test/outside/receivers/make-message.ts';
import {
  startReceiver,
  type WebhookReceiver,
} from '../../../test/outside/receivers/webhook-receiver.ts';
import { signWebhook, webhook } from './webhook.ts';

const clock = new TestClock('2026-11-21T10:00:00Z');
const secret = webhook.makeSecrets()['secret'] ?? '';
let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await startReceiver(() => secret, clock);
});
afterAll(() => receiver.close());

const context = () => ({ mail: undefined, publicUrl: 'https://ops.example.com', now: clock.now() });
const send = (given = {}, message = makeMessage()) =>
  webhook.send({ url: receiver.url, secret, reach: 'private', ...given }, message, context());

describe('a webhook', () => {
  it('is signed as Standard Webhooks says', () => {
    // The example of https://github.com/standard-webhooks/standard-webhooks, libraries.
    expect(
      signWebhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', {
        id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        timestamp: 1_614_265_330,
        body: '{"test": 2432232314}',
      }),
    ).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('arrives with what programs need, and the same id when it is sent again', async () => {
    expect(await send()).toMatchObject({ state: 'sent', answer: 'Taken with status 204.' });
    await send();
    const [first, second] = receiver.deliveries;
    expect(first?.body).toMatchObject({
      type: 'notification.firing',
      data: { title: 'Critical: HighErrorRate (#1042)', severity: 'critical' },
    });
    expect(second?.id).toBe(first?.id);
  });

  it('is refused by a receiver that has another secret', async () => {
    const other = webhook.makeSecrets()['secret'] ?? '';
    const before = receiver.forged;
    expect(await send({ secret: other })).toMatchObject({ reason: 'refused', isFinal: true });
    expect(receiver.forged).toBe(before + 1);
  });

  it('waits as long as the receiver asks, in seconds or until a date', async () => {
    const date = new Date(clock.now().getTime() + 90_000).toUTCString();
    receiver.answerNext(
      { status: 429, headers: { 'retry-after': '12' } },
      { status: 503, headers: { 'retry-after': date } },
      { status: 500 },
    );
    expect(await send()).toMatchObject({ reason: 'rate_limited', retryAfterMs: 12_000 });
    expect(await send()).toMatchObject({ reason: 'unavailable', retryAfterMs: 90_000 });
    expect(await send()).not.toHaveProperty('retryAfterMs');
  });

  it('ends with a receiver that says it is gone', async () => {
    receiver.answerNext({ status: 410 });
    expect(await send()).toMatchObject({ state: 'failed', isFinal: true, isGone: true });
  });

  it('follows no redirect', async () => {
    const before = receiver.deliveries.length;
    receiver.answerNext({ status: 307, headers: { location: receiver.url } });
    const sent = await send();
    expect(sent).toMatchObject({ reason: 'refused', isFinal: true });
    expect(sent).toHaveProperty('failure', expect.stringContaining('Redirects'));
    expect(receiver.deliveries).toHaveLength(before);
  });

  it.each([
    'http://127.0.0.1:9/',
    'http://localhost:9/',
    'http://[::1]:9/',
    'http://2130706433:9/',
    'http://169.254.169.254/latest/meta-data',
  ])('does not go to %s', async (url) => {
    expect(await send({ url, reach: 'public' })).toMatchObject({
      reason: 'forbidden_address',
      isFinal: true,
    });
  });

  it('never goes to a link-local address, whatever is allowed', async () => {
    const url = 'http://169.254.169.254/latest/meta-data';
    expect(await send({ url, reach: 'private' })).toMatchObject({ reason: 'forbidden_address' });
  });

  it('takes no address with a password, and no other scheme', () => {
    for (const url of ['https://a:b@example.com/', 'ftp://example.com/', 'x'])
      expect(webhook.check({ url, secret })).toHaveLength(1);
  });
});
