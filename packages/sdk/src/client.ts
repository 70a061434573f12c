import { takeActivity, type TakeSettings } from './capture/activity.ts';
import { createCounters } from './counters.ts';
import { Codec } from './delivery/codec.ts';
import { Delivery } from './delivery/delivery.ts';
import { createPoster, type Poster } from './delivery/http-post.ts';
import { describeError, toError } from './describe-error.ts';
import { createErrorReport, type TaffrailErrorCode } from './error-report.ts';
import { flushBeforeExit } from './exit-flush.ts';
import { Ledger } from './ledger/ledger.ts';
import { toSettings, type TaffrailOptions } from './options.ts';
import type { Ports } from './ports.ts';
import { storable } from './record/json-text.ts';
import { activityLine, entityLine } from './record/record-line.ts';
import { createUuidV7 } from './record/uuid-v7.ts';
import type { LedgerOutcome, LogActivity, Taffrail } from './taffrail.ts';
import { withinTime } from './time-limit.ts';

const flushMs = 10_000;
const closeMs = 5_000;

/** Shared by all ordinary calls, so that not even a promise is made for them. */
const settled: Promise<void> = Promise.resolve();
const durable: LedgerOutcome = Object.freeze({ durable: true });

/** Joins the parts; time and chance come from the ports. */
export function createClient(options: TaffrailOptions, ports: Ports): Taffrail {
  const settings = toSettings(options);
  const { endpoint, key, requestTimeoutMs } = settings;
  const counters = createCounters();
  const report = createErrorReport(settings.onError, ports);
  const poster =
    endpoint === undefined
      ? unusable
      : createPoster({ endpoint, key, timeoutMs: requestTimeoutMs }, ports);
  const parts = { poster, codec: new Codec(), counters, report, ports };
  const delivery = new Delivery(settings, parts, createUuidV7());
  const ledger = new Ledger(settings, parts);
  const makeLedgerId = createUuidV7();
  const takeSettings: TakeSettings = {
    trustedHops: settings.trustedHops,
    onMetadataReplaced: (reason) => report.tellSoon('metadata_replaced', reason),
  };
  let closing: Promise<boolean> | undefined;

  const drop = (code: TaffrailErrorCode, message: string): void => {
    counters.dropped += 1;
    report.tellSoon(code, message);
  };
  const offer = (record: Parameters<Delivery['offer']>[0], size: number): void => {
    if (closing !== undefined) drop('closed', 'logged after close');
    else if (!delivery.offer(record, size)) drop('queue_full', 'the queue is full');
  };

  const logToLedger = (...[session, activity, request]: Call): Promise<LedgerOutcome> => {
    let line: string;
    try {
      const taken = takeActivity(session, activity, request, ports.now(), takeSettings);
      line = storable(activityLine(taken, makeLedgerId));
    } catch (error) {
      drop('invalid_record', describeError(error));
      return Promise.resolve({ durable: false, error: toError(error) });
    }
    return ledger.append(line).then(
      () => durable,
      (error: unknown) => {
        report.tell({ code: 'spool_failed', message: describeError(error), count: 1 });
        offer(line, line.length);
        return { durable: false, error: toError(error) };
      },
    );
  };

  const logActivity = (...[session, activity, request, options]: Call): Promise<unknown> => {
    try {
      if (options?.ledger === true) return logToLedger(session, activity, request);
      const taken = takeActivity(session, activity, request, ports.now(), takeSettings);
      offer(taken, taken.size);
    } catch (error) {
      drop('invalid_record', describeError(error));
    }
    return settled;
  };

  const logEntity = (kind: string, fields: object): Promise<void> => {
    try {
      const line = entityLine(kind, fields);
      offer(line, line.length);
    } catch (error) {
      drop('invalid_record', describeError(error));
    }
    return settled;
  };

  const flush = (limitMs: unknown, defaultMs: number): Promise<boolean> =>
    withinTime(Promise.all([delivery.flush(), ledger.flush()]), limitMs, defaultMs, ports);

  const stop = async (): Promise<void> => {
    stayForExit();
    const stopped = Promise.all([delivery.stop(), ledger.stop()]);
    poster.stop();
    await stopped;
    report.stop();
  };

  const { exitFlushMs } = settings;
  const stayForExit =
    exitFlushMs === 0 ? () => {} : flushBeforeExit(() => flush(exitFlushMs, exitFlushMs));
  if (endpoint === undefined) report.tellSoon('invalid_options', 'url or key is unusable');

  return {
    logActivity: logActivity as LogActivity,
    organization: (fields) => logEntity('organization', fields),
    user: (fields) => logEntity('user', fields),
    membership: (fields) => logEntity('membership', fields),
    flush: (timeoutMs) => flush(timeoutMs, flushMs),
    close: (timeoutMs) => {
      closing ??= flush(timeoutMs, closeMs).then(async (isDone) => {
        await stop();
        return isDone;
      });
      return closing;
    },
    stats: () => ({
      ...counters,
      queued: delivery.heldRecords,
      queuedBytes: delivery.heldBytes,
      spooled: ledger.spooled,
      lastError: report.last,
    }),
  };
}

type Call = Parameters<LogActivity>;

/** Answers in the console's place when there is no address to send to. */
const unusable: Poster = {
  post: () =>
    Promise.resolve({
      status: 0,
      retryAfter: undefined,
      acceptEncoding: undefined,
      body: 'url or key is unusable',
    }),
  stop: () => {},
};
