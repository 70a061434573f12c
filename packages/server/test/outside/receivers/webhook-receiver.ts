import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../src/platform/clock.ts';
import { listen, readText } from './listen.ts';

export interface WebhookDelivery {
  readonly id: string;
  readonly body: { readonly type: string; readonly data: Readonly<Record<string, unknown>> };
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A receiver that checks what it is sent as Standard Webhooks says. */
export interface WebhookReceiver {
  readonly url: string;
  readonly deliveries: readonly WebhookDelivery[];
  /** Calls that were refused for their signature. */
  readonly forged: number;
  answerNext(...answers: Answer[]): void;
  close(): Promise<void>;
}

const toleranceSeconds = 300;

export const startReceiver = async (
  secret: () => string,
  clock: Clock,
): Promise<WebhookReceiver> => {
  const deliveries: WebhookDelivery[] = [];
  const answers: Answer[] = [];
  let forged = 0;

  const isSigned = (headers: Readonly<Record<string, unknown>>, body: string): boolean => {
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': given } = headers;
    const ageSeconds = Math.abs(clock.now().getTime() / 1_000 - Number(at));
    if (!(ageSeconds <= toleranceSeconds)) return false;
    const key = Buffer.from(secret().replace('whsec_', ''), 'base64');
    const expected = createHmac('sha256', key).update(`${String(id)}.${String(at)}.${body}`);
    const signature = Buffer.from(`v1,${expected.digest('base64')}`);
    return String(given)
      .split(' ')
      .some((one) => {
        const bytes = Buffer.from(one);
        return bytes.length === signature.length && timingSafeEqual(bytes, signature);
      });
  };

  const { url, close } = await listen(async (request, response) => {
    const body = await readText(request);
    if (request.method !== 'POST' || !isSigned(request.headers, body)) {
      forged += 1;
      response.writeHead(401).end();
      return;
    }
    const { status, headers = {} } = answers.shift() ?? { status: 204 };
    if (status < 300)
      deliveries.push({ id: String(request.headers['webhook-id']), body: JSON.parse(body) });
    response.writeHead(status, headers).end();
  });
  return {
    url: `${url}/hook`,
    deliveries,
    get forged() {
      return forged;
    },
    answerNext: (...next) => void answers.push(...next),
    close,
  };
};
