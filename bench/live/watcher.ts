import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** As the live log in the browser does: `packages/web/src/ui/live`. */
const paceMs = 900;
const wholeEveryMs = 15_000;
const lateMs = 10 * 60_000;
const pageRows = 25;
const beatMs = 10_000;
/** Of clocks that are set by network; the largest difference of any two. */
const clockErrorMs = 200;
const rangeMs = 86_400_000;
const wholeRows = 200;

export interface Watcher {
  /** When each row was first in its hands. */
  readonly seenAt: ReadonlyMap<string, number>;
  /** When each message of a change came. */
  readonly messagesAt: readonly number[];
  readonly reads: number;
  stop(): void;
}

interface Page {
  readonly items: readonly { readonly id: string; readonly createdAt: string }[];
}

const floorTo = (unitMs: number, ms: number): string =>
  new Date(Math.floor(ms / unitMs) * unitMs).toISOString();
const minuteOf = (ms: number): string => floorTo(60_000, ms);

const readJson = <Answer>(agent: Agent, url: string, cookie: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers: { cookie } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      answer.once('end', () =>
        answer.statusCode === 200
          ? resolve(JSON.parse(text) as Answer)
          : reject(new Error(`${url} answered ${answer.statusCode}: ${text}`)),
      );
    });
    asked.once('error', reject).end();
  });

/** Follows the changes with a session of its own, and reads the newest rows after each. */
export const startWatcher = (
  url: string,
  cookie: string,
  fail: (error: Error) => void,
): Watcher => {
  const agent = new Agent({ keepAlive: true, maxSockets: 2 });
  const seenAt = new Map<string, number>();
  const messagesAt: number[] = [];
  let newestMs = Date.now();
  let lastWholeMs = -Infinity;
  let isDue = false;
  let isReading = false;
  let reads = 0;
  const stopping = new AbortController();
  const { signal } = stopping;

  const readRows = async (): Promise<void> => {
    const isWhole = performance.now() - lastWholeMs > wholeEveryMs;
    if (isWhole) lastWholeMs = performance.now();
    const query = isWhole
      ? `from=${minuteOf(Date.now() - rangeMs)}&limit=${wholeRows}`
      : `from=${minuteOf(newestMs - lateMs)}&limit=${pageRows}`;
    const { items } = await readJson<Page>(agent, `${url}/api/v1/activity?${query}`, cookie);
    reads += 1;
    const now = performance.now();
    for (const { id } of items) if (!seenAt.has(id)) seenAt.set(id, now);
    newestMs = Date.parse(items[0]?.createdAt ?? new Date(newestMs).toISOString());
  };

  const keepUp = async (): Promise<void> => {
    isDue = true;
    if (isReading) return;
    isReading = true;
    while (isDue && !signal.aborted) {
      isDue = false;
      const rested = sleep(paceMs);
      await readRows();
      await rested;
    }
    isReading = false;
  };

  /** The chart above the log moves on with each beat of the clock, of which no two are quite right. */
  const drawChart = async (): Promise<void> => {
    const wrongMs = Math.random() * clockErrorMs;
    for (;;) {
      const now = Date.now() - wrongMs;
      await sleep(beatMs - (now % beatMs), undefined, { signal });
      const query = `from=${floorTo(beatMs, Date.now() - rangeMs)}&to=${floorTo(beatMs, Date.now() + beatMs)}`;
      await readJson(agent, `${url}/api/v1/activity/histogram?${query}`, cookie);
    }
  };
  drawChart().catch((error: unknown) => signal.aborted || fail(error as Error));

  const stream = request(`${url}/api/v1/changes`, { headers: { cookie } }, (answer) => {
    if (answer.statusCode !== 200) fail(new Error(`The stream was answered ${answer.statusCode}.`));
    answer.on('error', () => undefined);
    answer.setEncoding('utf8').on('data', (piece: string) => {
      if (!/"activity"|event: connected/.test(piece)) return;
      messagesAt.push(performance.now());
      keepUp().catch((error: unknown) => signal.aborted || fail(error as Error));
    });
  });
  stream.on('error', (error) => signal.aborted || fail(error)).end();

  return {
    seenAt,
    messagesAt,
    get reads() {
      return reads;
    },
    stop() {
      stopping.abort();
      stream.destroy();
      agent.destroy();
    },
  };
};
