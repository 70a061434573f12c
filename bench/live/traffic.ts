import { setTimeout as sleep } from 'node:timers/promises';
import { makeRows } from '../activity-rows.ts';
import type { ConsoleProcess } from '../console-process.ts';

/** A product of a few hundred users: on average so many actions a second, at any moment. */
const actionsPerSecond = 5;

export interface Traffic {
  /** When each action was acknowledged, thus committed, by its id. */
  readonly committedAt: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

export const send = async (running: ConsoleProcess, lines: readonly string[]): Promise<void> => {
  const answer = await fetch(`${running.url}/ingest/v1/batch`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${running.ingestKey}`,
      'content-type': 'application/x-ndjson',
    },
    body: lines.join('\n'),
  });
  if (!answer.ok) throw new Error(`A batch was answered with ${answer.status}.`);
  await answer.arrayBuffer();
};

/** One action now, and the request of the product in which it happened. */
const makeAction = (): { id: string; lines: string[] } => {
  const [row] = makeRows(1, Date.now() + 120_000);
  const action = JSON.parse(row?.json ?? '{}') as { id: string };
  const asked = {
    kind: 'api_request',
    endpoint: '/leads/:id',
    method: 'POST',
    statusCode: 201,
    responseTimeMs: 12,
  };
  return { id: action.id, lines: [JSON.stringify(action), JSON.stringify(asked)] };
};

/** Each action in a batch of its own, as from many processes: the most changes there can be. */
export const startTraffic = (running: ConsoleProcess): Traffic => {
  const committedAt = new Map<string, number>();
  const stopping = new AbortController();
  const act = async (): Promise<void> => {
    const { id, lines } = makeAction();
    await send(running, lines);
    committedAt.set(id, performance.now());
  };
  const keepActing = async (): Promise<void> => {
    const under: Promise<void>[] = [];
    while (!stopping.signal.aborted) {
      // Independent of each other, as people are.
      await sleep((-Math.log(1 - Math.random()) * 1_000) / actionsPerSecond);
      under.push(act());
    }
    await Promise.all(under);
  };
  const ended = keepActing();
  return {
    committedAt,
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
};
