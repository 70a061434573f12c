import { resolve } from 'node:path';
import type { OnError } from './report/error-report.ts';

export interface TaffrailOptions {
  /** Where the console answers: `https://taffrail.example.com`. A path is kept. */
  url: string | undefined;
  /** An ingest key. Without it, or a url, nothing is sent; `onError` is told so. */
  key: string | undefined;
  /** Told of what went wrong; may do anything, is never waited for. */
  onError?: OnError | undefined;
  /**
   * How many proxies stand in front of the host; `true` is one. The client's address is then read
   * from `X-Forwarded-For`, `X-Real-IP` or `Forwarded`, in this order. Default: none, and no such
   * header is believed.
   */
  trustProxy?: boolean | number | undefined;
  /**
   * Folder of the ledger's spool, on a disk that survives a restart. May be shared by any number of
   * processes of one host that send to the same console. Default `.taffrail-spool` in the working
   * directory; created by the first ledger record.
   */
  spoolDir?: string | undefined;
  /** Records in a batch, at most 5,000. Default 1,000; 5,000 for requests, which are small and many. */
  batchRecords?: number | undefined;
  /** How long a record may wait for its batch to fill. Default 1,000. */
  flushIntervalMs?: number | undefined;
  /**
   * Records held in memory, those under way included; beyond it new ones are dropped and counted.
   * Default 100,000: an hour without the console at 27 actions a second. While they wait they are
   * compressed, 70 to 100 bytes each.
   */
  maxQueuedRecords?: number | undefined;
  /** Memory for the same, in bytes. Default 64 MiB. */
  maxQueuedBytes?: number | undefined;
  /** Time for one request. Default 10,000. */
  requestTimeoutMs?: number | undefined;
  /**
   * When the host's process has nothing left to do, it is held for at most this long to send what
   * waits. Default 1,000; 0 turns it off.
   */
  exitFlushMs?: number | undefined;
  /**
   * For `guard`: given, budgets are fetched from the beginning, not from its first call on.
   * `onUnknown` is its rule while the console was never reached. Default `open`.
   */
  budgets?: { onUnknown?: 'open' | 'closed' | undefined } | undefined;
}

export interface Settings {
  /** Undefined when `url` or `key` is unusable. */
  readonly endpoint: URL | undefined;
  readonly key: string;
  readonly onError: OnError | undefined;
  readonly trustedHops: number;
  readonly spoolDir: string;
  readonly batchRecords: number;
  readonly batchRequests: number;
  readonly flushIntervalMs: number;
  readonly maxRecords: number;
  readonly maxBytes: number;
  readonly requestTimeoutMs: number;
  readonly exitFlushMs: number;
  readonly budgetsFromStart: boolean;
  readonly onUnknownBudgets: 'open' | 'closed';
}

/** Takes whatever it is given: a mistake in the options must not stop the host from starting. */
export function toSettings(given: TaffrailOptions | undefined): Settings {
  const options: Partial<TaffrailOptions> = given ?? {};
  const { url, key, onError, trustProxy, spoolDir } = options;
  return {
    endpoint: toEndpoint(url, key),
    key: key ?? '',
    onError: typeof onError === 'function' ? onError : undefined,
    trustedHops: trustProxy === true ? 1 : within(trustProxy, 0, 0, 100),
    spoolDir: toFolder(spoolDir),
    batchRecords: within(options.batchRecords, 1_000, 1, 5_000),
    // Sending costs what it costs by the batch: of 11,000 requests a second, each takes 5 µs less.
    batchRequests: within(options.batchRecords, 5_000, 1, 5_000),
    flushIntervalMs: within(options.flushIntervalMs, 1_000, 1, 3_600_000),
    maxRecords: within(options.maxQueuedRecords, 100_000, 1, 10_000_000),
    maxBytes: within(options.maxQueuedBytes, 64 * 1024 * 1024, 1, Number.MAX_SAFE_INTEGER),
    requestTimeoutMs: within(options.requestTimeoutMs, 10_000, 1, 3_600_000),
    exitFlushMs: within(options.exitFlushMs, 1_000, 0, 3_600_000),
    budgetsFromStart: options.budgets !== undefined && options.budgets !== null,
    onUnknownBudgets: options.budgets?.onUnknown === 'closed' ? 'closed' : 'open',
  };
}

function toEndpoint(url: string | undefined, key: string | undefined): URL | undefined {
  // What an HTTP header can carry.
  if (typeof url !== 'string' || typeof key !== 'string' || !/^[\x21-\x7e]+$/.test(key))
    return undefined;
  try {
    const base = new URL(url);
    if (base.protocol !== 'http:' && base.protocol !== 'https:') return undefined;
    if (!base.pathname.endsWith('/')) base.pathname += '/';
    return new URL('ingest/v1/batch', base);
  } catch {
    return undefined;
  }
}

/** Absolute at once: the host may change its working directory. */
function toFolder(spoolDir: string | undefined): string {
  const folder = typeof spoolDir === 'string' && spoolDir !== '' ? spoolDir : '.taffrail-spool';
  try {
    return resolve(folder);
  } catch {
    return folder;
  }
}

function within(value: unknown, fallback: number, least: number, most: number): number {
  if (typeof value !== 'number' || Number.isNaN(value)) return fallback;
  return Math.min(most, Math.max(least, Math.trunc(value)));
}
