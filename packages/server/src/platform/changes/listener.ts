import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '../log.ts';
import { assertAnswers, listenForChanges, notifyOfChanges } from './changes.store.ts';

export interface Listener {
  /** @throws while the connection is away */
  send(topics: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

export interface ListenerOptions {
  readonly url: string;
  readonly onPayload: (payload: string) => void;
  /** From now on everything is heard; what came before may have been missed. */
  readonly onListening: () => void;
  readonly log: Logger;
}

const firstPauseMs = 250;
const longestPauseMs = 30_000;
/** A connection that a network has swallowed says nothing: it is asked. */
const probeMs = 20_000;
const answerWithinMs = 10_000;
const closeWithinMs = 1_000;

interface Connection {
  readonly client: pg.Client;
  /** Settles when the connection is lost, found dead or closed. */
  readonly ended: Promise<void>;
}

const connect = async (options: ListenerOptions, signal: AbortSignal): Promise<Connection> => {
  const client = new pg.Client({
    connectionString: options.url,
    application_name: 'taffrail changes',
    connectionTimeoutMillis: answerWithinMs,
    query_timeout: answerWithinMs,
    keepAlive: true,
  });
  const isOver = new AbortController();
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      isOver.abort();
      resolve();
    };
    client.on('error', end).on('end', end);
    signal.addEventListener('abort', end, { once: true, signal: isOver.signal });
  });
  client.on('notification', ({ payload }) => options.onPayload(payload ?? ''));
  try {
    await client.connect();
    await listenForChanges(client);
  } catch (error) {
    isOver.abort();
    void close(client);
    throw error;
  }
  return { client, ended: Promise.race([ended, watchForDeath(client, isOver.signal)]) };
};

const watchForDeath = async (client: pg.Client, signal: AbortSignal): Promise<void> => {
  try {
    for (;;) {
      await sleep(probeMs, undefined, { signal, ref: false });
      await assertAnswers(client);
    }
  } catch {
    // Over, or dead: the end of the connection either way.
  }
};

/** A dead connection does not answer its farewell either. */
const close = (client: pg.Client): Promise<unknown> =>
  Promise.race([
    client.end().catch(() => undefined),
    sleep(closeWithinMs, undefined, { ref: false }),
  ]);

/**
 * Keeps one connection of its own that listens, and makes a new one in growing pauses when it is
 * lost. Resolves after the first attempt, however that went.
 */
export const startListener = async (options: ListenerOptions): Promise<Listener> => {
  const { log, onListening } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let current: pg.Client | undefined;

  const tryToListen = async (): Promise<Connection | undefined> => {
    try {
      const connection = await connect(options, signal);
      current = connection.client;
      onListening();
      return connection;
    } catch (error) {
      log.warn({ err: error }, 'changes cannot be heard yet');
      return undefined;
    }
  };

  const keepListening = async (onAttempted: () => void): Promise<void> => {
    let pauseMs = firstPauseMs;
    while (!signal.aborted) {
      const connection = await tryToListen();
      onAttempted();
      if (connection) {
        await connection.ended;
        current = undefined;
        await close(connection.client);
        pauseMs = firstPauseMs;
      }
      if (signal.aborted) break;
      log.debug({ pauseMs }, 'nothing is heard of changes for now');
      await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
  };

  const { promise: attempted, resolve: onAttempted } = Promise.withResolvers<void>();
  const ended = keepListening(onAttempted);
  await attempted;
  return {
    async send(topics) {
      if (!current) throw new Error('The connection is away.');
      await notifyOfChanges(current, topics);
    },
    async stop() {
      stopping.abort();
      await ended;
    },
  };
};
