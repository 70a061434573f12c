import type { Ports } from '../host/ports.ts';

/**
 * - `invalid_options`: `url` or `key` is unusable; nothing can be sent.
 * - `invalid_record`: a call's input can never become a record; dropped.
 * - `metadata_replaced`: an action was kept, part of its metadata could not be.
 * - `queue_full`, `closed`: dropped for want of room, or logged after `close`.
 * - `unreachable`: network error, 429 or 5xx; what was to be sent waits and is sent again.
 * - `refused`: any other answer (401, 400 …). Ordinary records of the batch are dropped.
 * - `rejected`: the console took the batch but not these records; see `rejections`.
 * - `warning`: the console took the batch and says something about it.
 * - `spool_failed`: a ledger record is not on disk; its call resolved with `durable: false`.
 */
export type TaffrailErrorCode =
  | 'invalid_options'
  | 'invalid_record'
  | 'metadata_replaced'
  | 'queue_full'
  | 'closed'
  | 'unreachable'
  | 'refused'
  | 'rejected'
  | 'warning'
  | 'spool_failed';

export interface RejectedRecord {
  readonly code: string;
  readonly message: string;
  /** The record as it was sent, JSON. */
  readonly record: string;
}

export interface TaffrailError {
  readonly code: TaffrailErrorCode;
  readonly message: string;
  /** How many records it concerns. */
  readonly count: number;
  readonly rejections?: readonly RejectedRecord[];
}

export type OnError = (error: TaffrailError) => void | Promise<void>;

export interface ErrorReport {
  /** Tells the host. Neither throws nor waits, whatever `onError` does. */
  tell(error: TaffrailError): void;
  /** For the calls' own path: counts by code and tells once, a little later. */
  tellSoon(code: TaffrailErrorCode, message: string, count?: number): void;
  readonly last: TaffrailError | undefined;
  stop(): void;
}

/** A host in trouble makes the same mistake thousands of times a second. */
const collectMs = 1_000;

/** An async handler is allowed by the type of the callback, and may fail later. */
async function ignoreFailure(returned: unknown): Promise<void> {
  try {
    await returned;
  } catch {
    // As below.
  }
}

export function createErrorReport(onError: OnError | undefined, ports: Ports): ErrorReport {
  let last: TaffrailError | undefined;
  const collected = new Map<TaffrailErrorCode, TaffrailError>();
  let cancelTimer: (() => void) | undefined;

  const tell = (error: TaffrailError): void => {
    last = error;
    try {
      void ignoreFailure(onError?.(error));
    } catch {
      // The host's own handler failed: there is nobody left to tell.
    }
  };
  const tellCollected = (): void => {
    cancelTimer?.();
    cancelTimer = undefined;
    const errors = [...collected.values()];
    collected.clear();
    for (const error of errors) tell(error);
  };

  return {
    tell,
    tellSoon(code, message, count = 1) {
      const known = collected.get(code);
      collected.set(code, { code, message, count: (known?.count ?? 0) + count });
      cancelTimer ??= ports.setTimer(tellCollected, collectMs);
    },
    get last() {
      return last;
    },
    stop: tellCollected,
  };
}
