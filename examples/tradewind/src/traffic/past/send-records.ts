import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { z } from 'zod';
import { secondMs } from '../durations.ts';

export interface SenderOptions {
  readonly taffrail: { readonly url: string; readonly key: string };
  /** Not faster than this; otherwise as fast as they are taken. */
  readonly recordsPerSecond?: number | undefined;
  readonly signal: AbortSignal;
  readonly warn: (message: string) => void;
}

export interface Sender {
  /** Waits while Taffrail is away. Throws when it refuses what is sent, or the signal is given. */
  send(records: readonly object[]): Promise<void>;
  /** What is left of the last batch. */
  flush(): Promise<void>;
}

const batchRecords = 1_000;
const longestPauseMs = 30 * secondMs;
const compress = promisify(gzip);

/**
 * Sends records of the past to `POST /ingest/v1/batch`, which the SDK has no call for. Every record
 * has its own id, and a batch the key that its content gives it: sending all of it again changes
 * nothing.
 */
export const createSender = (options: SenderOptions): Sender => {
  const { taffrail, recordsPerSecond = Infinity, signal, warn } = options;
  const endpoint = new URL('/ingest/v1/batch', taffrail.url);
  let lines: string[] = [];

  const post = async (body: Buffer, key: string): Promise<Response | undefined> => {
    try {
      return await fetch(endpoint, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${taffrail.key}`,
          'content-type': 'application/x-ndjson',
          'content-encoding': 'gzip',
          'idempotency-key': key,
        },
        body: new Uint8Array(body),
        signal: AbortSignal.any([signal, AbortSignal.timeout(30 * secondMs)]),
      });
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  };

  const deliver = async (batch: readonly string[]): Promise<void> => {
    const text = `${batch.join('\n')}\n`;
    const key = createHash('sha256').update(text).digest('hex');
    const body = await compress(text, { level: 3 });
    for (let pauseMs = secondMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const response = await post(body, key);
      if (response?.ok) return readAnswer(await response.json(), warn);
      if (response && response.status < 500 && response.status !== 429)
        throw new Error(`Taffrail refuses the past: ${response.status} ${await response.text()}`);
      await response?.body?.cancel();
      const retryAfter = Number(response?.headers.get('retry-after') ?? 0) * secondMs;
      await wait(Math.max(pauseMs, retryAfter), undefined, { signal });
    }
  };

  const next = async (): Promise<void> => {
    const batch = lines.slice(0, batchRecords);
    const startedAt = performance.now();
    await deliver(batch);
    lines = lines.slice(batch.length);
    const dueMs = (batch.length / recordsPerSecond) * secondMs;
    await wait(Math.max(0, dueMs - (performance.now() - startedAt)), undefined, { signal });
  };

  return {
    send: async (records) => {
      for (const record of records) lines.push(JSON.stringify(record));
      while (lines.length >= batchRecords) await next();
    },
    flush: async () => {
      while (lines.length > 0) await next();
    },
  };
};

const BatchAnswer = z.object({
  rejected: z.array(z.object({ code: z.string(), message: z.string() })),
});

/** What is too old by now is no loss; anything else is a mistake of ours. */
const readAnswer = (answer: unknown, warn: SenderOptions['warn']): void => {
  const { rejected } = BatchAnswer.parse(answer);
  const wrong = rejected.find(({ code }) => code !== 'too_old');
  if (wrong) warn(`Taffrail has rejected records of the past: ${wrong.message}`);
};
