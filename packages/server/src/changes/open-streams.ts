import { changesLimits, topicsFor } from '@taffrail/contract';
import type { Readable } from 'node:stream';
import type { Caller } from '../access/caller.ts';
import { findHolding, type HoldingContext } from '../access/holding.ts';
import type { Changes, News } from '../platform/changes/changes.ts';
import { raise } from '../platform/http/api-error.ts';
import type { Logger } from '../platform/log.ts';
import { createChangeStream, type ChangeStream } from './change-stream.ts';
import { openStreamsNow } from './changes-metrics.ts';
import { createPacedTopics } from './paced-topics.ts';

export interface OpenStreams {
  /** @throws `too_many_requests` for one caller, `unavailable` for all together */
  open(caller: Caller): Readable;
  /** Ends them all: whoever follows connects to another process, or to the next one. */
  close(): void;
}

export interface OpenStreamsOptions extends HoldingContext {
  readonly changes: Changes;
  readonly log: Logger;
}

/** For so long a stream outlives its session where nothing told of the end, as when it is idle. */
const checkMs = 5_000;
const retryAfterSeconds = 30;

/** Changes after which somebody may no longer be who they were. */
const decidesWhoHolds = (news: News): boolean =>
  news === 'everything' || news.has('operators') || news.has('keys');

/** The streams of this process, by whom they are for. */
export const createOpenStreams = (options: OpenStreamsOptions): OpenStreams => {
  const { changes, log } = options;
  const streams = new Map<ChangeStream, Caller>();

  const refuseTooMany = ({ kind, id }: Caller): void => {
    const { streamsPerCaller, streams: most } = changesLimits;
    if (streams.size >= most)
      raise('unavailable', {
        message: 'Too many follow the changes already. Try again later.',
        details: { limit: most },
        retryAfterSeconds,
      });
    const own = [...streams.values()].filter((caller) => caller.id === id && caller.kind === kind);
    if (own.length >= streamsPerCaller)
      raise('too_many_requests', {
        message: 'You follow the changes too many times at once. Close some.',
        details: { limit: streamsPerCaller },
        retryAfterSeconds,
      });
  };

  const endWhatHoldsNoLonger = async (): Promise<void> => {
    if (streams.size === 0) return;
    try {
      const callers = [...streams];
      const holding = await findHolding(
        options,
        callers.map(([, caller]) => caller),
      );
      for (const [stream, caller] of callers) if (!holding.has(caller)) stream.end();
    } catch (error) {
      // Without the database there is nothing to hear either.
      log.debug({ err: error }, 'the callers of open streams could not be checked');
    }
  };

  const tellAll = (news: News): void => {
    for (const stream of streams.keys()) stream.tell(news);
  };
  const paced = createPacedTopics(changesLimits.topicPauseMs, tellAll);
  const unsubscribe = changes.subscribe((news) => {
    if (news === 'everything') tellAll(news);
    else paced.announce(news);
    if (decidesWhoHolds(news)) void endWhatHoldsNoLonger();
  });
  const beating = setInterval(() => {
    for (const stream of streams.keys()) stream.sendHeartbeat();
  }, changesLimits.heartbeatMs).unref();
  const checking = setInterval(() => void endWhatHoldsNoLonger(), checkMs).unref();

  return {
    open(caller) {
      refuseTooMany(caller);
      const stream = createChangeStream(new Set(topicsFor(caller.permissions)));
      streams.set(stream, caller);
      openStreamsNow.inc();
      stream.readable.once('close', () => {
        streams.delete(stream);
        openStreamsNow.dec();
      });
      return stream.readable;
    },
    close() {
      unsubscribe();
      paced.stop();
      clearInterval(beating);
      clearInterval(checking);
      for (const stream of streams.keys()) stream.end();
    },
  };
};
