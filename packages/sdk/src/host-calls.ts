import { takeActivity, type Activity, type TakeSettings } from './capture/activity.ts';
import { logLine, type Log } from './capture/log.ts';
import type { RequestLike } from './capture/request-context.ts';
import type { Session } from './capture/session.ts';
import type { Delivery } from './delivery/delivery.ts';
import type { QueuedRecord } from './delivery/record-queue.ts';
import type { Ports } from './host/ports.ts';
import type { RequestBlock } from './requests/request-block.ts';
import type { Ledger } from './ledger/ledger.ts';
import { storable } from './record/json-text.ts';
import { entityLine, ledgerLine } from './record/record-line.ts';
import type { Telling } from './record/telling.ts';
import { createUuidV7 } from './record/uuid-v7.ts';
import type { Counters } from './report/counters.ts';
import { describeError, toError } from './report/describe-error.ts';
import type { ErrorReport, TaffrailErrorCode } from './report/error-report.ts';
import type { LedgerOutcome, LogOptions } from './taffrail.ts';

export interface CallParts {
  readonly trustedHops: number;
  readonly delivery: Delivery;
  readonly ledger: Ledger;
  readonly counters: Counters;
  readonly report: ErrorReport;
  readonly ports: Ports;
}

export interface HostCalls {
  readonly logActivity: (
    session: Session,
    activity: Activity,
    request?: RequestLike | null,
    options?: LogOptions,
  ) => Promise<LedgerOutcome | void>;
  /** `usual` stands for what the fields do not say. */
  readonly logEntity: (kind: string, fields: object, usual?: object) => Promise<void>;
  readonly log: (session: Session | null | undefined, log: Log) => void;
  /** For records that are made of more than one call. */
  readonly telling: Telling;
  /** Requests that the middleware has collected; false when they are dropped. */
  readonly sendRequests: (block: RequestBlock) => boolean;
  readonly dropLateRequest: () => void;
  readonly dropRequest: (error: unknown) => void;
  /** From now on ordinary records are dropped. */
  readonly end: () => void;
}

/** Shared by all ordinary calls, so that not even a promise is made for them. */
const settled: Promise<void> = Promise.resolve();
const durable: LedgerOutcome = Object.freeze({ durable: true });

/** What the host calls to hand over a record. Whatever it passes, nothing here throws. */
export function createHostCalls(parts: CallParts): HostCalls {
  const { delivery, ledger, counters, report, ports } = parts;
  const makeId = createUuidV7();
  const takeSettings: TakeSettings = {
    trustedHops: parts.trustedHops,
    onMetadataReplaced: (reason) => report.tellSoon('metadata_replaced', reason),
  };
  let isEnded = false;

  const drop = (code: TaffrailErrorCode, message: string, count = 1): void => {
    counters.dropped += count;
    report.tellSoon(code, message, count);
  };

  const offer = (record: QueuedRecord, size: number): void => {
    if (isEnded) drop('closed', 'logged after close');
    else if (!delivery.offer(record, size)) drop('queue_full', 'the queue is full');
  };

  const tell = (write: () => string): void => {
    try {
      const line = write();
      offer(line, line.length);
    } catch (error) {
      drop('invalid_record', describeError(error));
    }
  };

  const append = async (line: string): Promise<LedgerOutcome> => {
    try {
      await ledger.append(line);
      return durable;
    } catch (error) {
      report.tell({ code: 'spool_failed', message: describeError(error), count: 1 });
      offer(line, line.length);
      return { durable: false, error: toError(error) };
    }
  };

  const logToLedger = (
    session: Session,
    activity: Activity,
    request: RequestLike | null | undefined,
  ): Promise<LedgerOutcome> => {
    try {
      const taken = takeActivity(session, activity, request, ports.now(), takeSettings);
      return append(storable(ledgerLine(taken, makeId)));
    } catch (error) {
      drop('invalid_record', describeError(error));
      return Promise.resolve({ durable: false, error: toError(error) });
    }
  };

  return {
    logActivity: (session, activity, request, options) => {
      try {
        if (options?.ledger === true) return logToLedger(session, activity, request);
        const taken = takeActivity(session, activity, request, ports.now(), takeSettings);
        offer(taken, taken.size);
      } catch (error) {
        drop('invalid_record', describeError(error));
      }
      return settled;
    },

    logEntity: (kind, fields, usual) => {
      tell(() => entityLine(kind, fields, usual));
      return settled;
    },

    log: (session, log) => {
      const { onMetadataReplaced: onReplaced } = takeSettings;
      tell(() => logLine(session, log, ports.now(), { makeId, onReplaced }));
    },

    telling: { ports, makeId, tell, onReplaced: takeSettings.onMetadataReplaced },

    sendRequests: (block) => {
      if (isEnded) drop('closed', 'requests after close', block.length);
      else if (delivery.offerBlock(block)) return true;
      else drop('queue_full', 'no room for requests', block.length);
      return false;
    },

    dropLateRequest: () => drop('closed', 'a request after close'),

    dropRequest: (error) => drop('invalid_record', describeError(error)),

    end: () => {
      isEnded = true;
    },
  };
}
