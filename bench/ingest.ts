import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type BenchRow, makeRows } from './activity-rows.ts';
import { type ConsoleProcess, startConsole } from './console-process.ts';
import type { Measured } from './figures.ts';
import { treeMemoryMb } from './process-tree.ts';
import { median, round } from './statistics.ts';

const rounds = 5;
const rowsARound = 100_000;
const rowsABatch = 1_000;
const rowsACopy = 5_000;
const senders = 8;

const chunk = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );

/** Rows a second. */
const timed = async (rows: number, work: () => Promise<void>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return (rows * 1000) / (performance.now() - startedAt);
};

const copyText = async (owner: pg.Client, rows: readonly BenchRow[]): Promise<number> => {
  const texts = chunk(rows, rowsACopy).map((part) => part.map((row) => row.copy).join(''));
  return timed(rows.length, async () => {
    for (const text of texts)
      await pipeline(
        Readable.from([Buffer.from(text)]),
        owner.query(
          copyFrom(`copy activity_log (created_at, received_at, id, organization_id, user_id, action,
            category, resource_type, resource_id, trace_id, session_id, ip_address, user_agent,
            metadata) from stdin`),
        ),
      );
  });
};

const post = (agent: Agent, running: ConsoleProcess, body: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    const sent = request(
      `${running.url}/ingest/v1/batch`,
      {
        method: 'POST',
        agent,
        headers: {
          authorization: `Bearer ${running.ingestKey}`,
          'content-type': 'application/x-ndjson',
          'content-encoding': 'gzip',
          'content-length': body.length,
          'idempotency-key': randomUUID(),
        },
      },
      (answer) => {
        answer
          .resume()
          .once('end', () =>
            answer.statusCode === 200
              ? resolve()
              : reject(new Error(`The batch was answered with ${answer.statusCode}.`)),
          );
      },
    );
    sent.once('error', reject).end(body);
  });

const sendAll = async (running: ConsoleProcess, rows: readonly BenchRow[]): Promise<number> => {
  const bodies = chunk(rows, rowsABatch).map((part) =>
    gzipSync(part.map((row) => row.json).join('\n'), { level: 1 }),
  );
  const agent = new Agent({ keepAlive: true, maxSockets: senders });
  try {
    return await timed(rows.length, async () => {
      const next = bodies.values();
      const sender = async (): Promise<void> => {
        for (const body of next) await post(agent, running, body);
      };
      await Promise.all(Array.from({ length: senders }, sender));
    });
  } finally {
    agent.destroy();
  }
};

/** Both ways leave the table as they found it, so that neither meets larger indexes. */
const empty = async (owner: pg.Client): Promise<void> => {
  await owner.query('truncate activity_log, activity_hourly, activity_daily, active_users_daily');
  await owner.query('checkpoint');
};

const watchMemory = (pid: number): { stop: () => number } => {
  let largest = 0;
  const timer = setInterval(() => {
    void treeMemoryMb(pid).then((size) => (largest = Math.max(largest, size)));
  }, 500);
  return {
    stop: () => {
      clearInterval(timer);
      return largest;
    },
  };
};

/** Copies, sends, copies again …: the ratio is against the mean of the copies around each send. */
export const measureIngest = async (): Promise<Measured> => {
  const running = await startConsole();
  const owner = new pg.Client({ connectionString: running.ownerUrl });
  await owner.connect();
  const memory = watchMemory(running.pid);
  try {
    await sendAll(running, makeRows(rowsARound, Date.now()));
    const rates: number[] = [];
    const ratios: number[] = [];
    await empty(owner);
    let before = await copyText(owner, makeRows(rowsARound, Date.now()));
    for (let round = 0; round < rounds; round += 1) {
      await empty(owner);
      const rate = await sendAll(running, makeRows(rowsARound, Date.now()));
      await empty(owner);
      const after = await copyText(owner, makeRows(rowsARound, Date.now()));
      rates.push(rate);
      ratios.push(rate / ((before + after) / 2));
      console.log(
        `    ${Math.round(rate)}/s through HTTP, COPY ${Math.round(before)}/s before and ${Math.round(after)}/s after`,
      );
      before = after;
    }
    return {
      ingestVsCopy: round(median(ratios), 2),
      ingestPerSecond: Math.round(median(rates)),
      rssLoadMb: round(memory.stop(), 0),
    };
  } finally {
    memory.stop();
    await owner.end();
    await running.stop();
  }
};
