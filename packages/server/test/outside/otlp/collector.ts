import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { toProtobuf } from './otlp-schema.ts';

export interface CollectorReport {
  readonly delivered: number;
  /** Answers that were no success, by status; those that may be tried again were. */
  readonly refused: ReadonlyMap<number, number>;
  /** Requests that were given up: their answer forbids another try. */
  readonly lost: number;
}

/** What a sender may try again (OTLP 1.9, Retryable Response Codes). */
const retryable: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const senders = 4;
/** In place of a second of `Retry-After`. */
const secondMs = 10;

/** Sends requests as the OpenTelemetry Collector does: protobuf, gzip, some at a time, and again. */
export const runCollector = async (
  url: string,
  headers: Readonly<Record<string, string>>,
  requests: readonly object[],
  told: { readonly delivered?: (count: number) => void; readonly refused?: () => void } = {},
): Promise<CollectorReport> => {
  const waiting = [...requests];
  const refused = new Map<number, number>();
  let delivered = 0;
  let lost = 0;

  const trySend = async (body: Buffer): Promise<'delivered' | 'lost' | 'again'> => {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        ...headers,
        'content-type': 'application/x-protobuf',
        'content-encoding': 'gzip',
      },
    });
    await answer.arrayBuffer();
    if (answer.ok) return 'delivered';
    refused.set(answer.status, (refused.get(answer.status) ?? 0) + 1);
    told.refused?.();
    if (!retryable.has(answer.status)) return 'lost';
    await pause(Number(answer.headers.get('retry-after') ?? 1) * secondMs);
    return 'again';
  };

  const send = async (): Promise<void> => {
    for (let request = waiting.shift(); request; request = waiting.shift()) {
      const body = gzipSync(toProtobuf('Traces', request));
      let outcome = await trySend(body);
      while (outcome === 'again') outcome = await trySend(body);
      if (outcome === 'lost') {
        lost += 1;
        continue;
      }
      delivered += 1;
      told.delivered?.(delivered);
    }
  };

  await Promise.all(Array.from({ length: senders }, send));
  return { delivered, refused, lost };
};
