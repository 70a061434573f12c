import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { z } from 'zod';
import { secondMs } from '../durations.ts';
import { postUntilTaken } from '../post-until-taken.ts';

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

  const deliver = async (batch: readonly string[]): Promise<void> => {
    const text = `${batch.join('\n')}\n`;
    const key = createHash('sha256').update(text).digest('hex');
    const body = new Uint8Array(await compress(text, { level: 3 }));
    const headers = {
      authorization: `Bearer ${taffrail.key}`,
      'content-type': 'application/x-ndjson',
      'content-encoding': 'gzip',
      'idempotency-key': key,
    };
    const response = await postUntilTaken(endpoint, () => ({ headers, body }), signal);
    if (!response.ok)
      throw new Error(`Taffrail refuses the past: ${response.status} ${await response.text()}`);
    readAnswer(await response.json(), warn);
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
