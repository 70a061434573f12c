import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import {
  guardedRequest,
  type GuardedAnswer,
} from '../../platform/http/outbound-http/guarded-request.ts';
import type { Message } from '../messages/message.ts';
import { toPlainText } from '../messages/plain-text.ts';
import { defineDriver, field, type SendResult } from './driver.ts';
import { reachField, Reaches, sendTimeoutMs, toConnectionFailure, toReach } from './reach.ts';
import { readRetryAfter } from './retry-after.ts';

const secretPattern = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;

const isWebAddress = (text: string): boolean => {
  const url = URL.parse(text);
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  return isWeb && url.username === '' && url.password === '';
};

const settings = z.object({
  url: z.string().refine(isWebAddress, 'must be an address that begins with https://'),
  secret: z
    .string()
    .regex(
      secretPattern,
      'must be whsec_ and 24 to 64 bytes in base64, as Standard Webhooks has it',
    ),
  reach: Reaches,
});

/**
 * https://www.standardwebhooks.com: over the id, the time and the body, so that nothing of them can
 * be changed, and nothing sent again later.
 */
export const signWebhook = (
  secret: string,
  {
    id,
    timestamp,
    body,
  }: { readonly id: string; readonly timestamp: number; readonly body: string },
): string => {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
};

const toBody = (message: Message): string =>
  JSON.stringify({
    type: `notification.${message.kind}`,
    timestamp: message.at.toISOString(),
    data: {
      ...message.data,
      id: message.id,
      severity: message.severity,
      title: message.title,
      facts: message.facts,
      paragraphs: message.paragraphs,
      links: message.links,
      text: toPlainText(message),
      isPossiblyRepeated: message.isPossiblyRepeated,
    },
  });

/** What passes by itself. */
const passing: ReadonlySet<number> = new Set([408, 425, 429]);

const toResult = ({ status, headers }: GuardedAnswer, id: string, now: Date): SendResult => {
  if (status >= 200 && status < 300)
    return { state: 'sent', externalId: id, answer: `Taken with status ${status}.` };
  if (status === 410)
    return {
      state: 'failed',
      reason: 'refused',
      failure: 'The receiver says that it is gone (410): the channel was switched off.',
      isFinal: true,
      isGone: true,
    };
  const retryAfterMs = readRetryAfter(headers['retry-after'], now);
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  const failure = `The receiver answered with status ${status}.`;
  if (status === 429)
    return { state: 'failed', reason: 'rate_limited', failure, isFinal: false, ...wait };
  if (status >= 500 || passing.has(status))
    return { state: 'failed', reason: 'unavailable', failure, isFinal: false, ...wait };
  const said = status >= 300 && status < 400 ? `${failure} Redirects are not followed.` : failure;
  return { state: 'failed', reason: 'refused', failure: said, isFinal: true };
};

export const webhook = defineDriver({
  kind: 'webhook',
  title: 'Webhook',
  fields: [
    field('url', ['Address', 'Gets each message as JSON by POST; redirects are not followed.'], {
      isRequired: true,
    }),
    field(
      'secret',
      [
        'Signing secret',
        'As Standard Webhooks has it, whsec_…. Leave it empty when you add the channel: one is made, and shown once.',
      ],
      { input: 'secret' },
    ),
    reachField,
  ],
  settings,
  makeSecrets: () => ({ secret: `whsec_${randomBytes(32).toString('base64')}` }),
  deliver: async ({ url, secret, reach }, message, { now, signal }) => {
    const body = toBody(message);
    const timestamp = Math.floor(now.getTime() / 1_000);
    try {
      const answer = await guardedRequest(new URL(url), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Taffrail',
          'webhook-id': message.id,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': signWebhook(secret, { id: message.id, timestamp, body }),
        },
        body,
        reach: toReach(reach),
        timeoutMs: sendTimeoutMs,
        signal,
      });
      return toResult(answer, message.id, now);
    } catch (error) {
      return toConnectionFailure(error);
    }
  },
});
