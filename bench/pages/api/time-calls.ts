import { Agent, request } from 'node:http';
import pg from 'pg';
import type { ConsoleProcess } from '../../console-process.ts';
import { treeCpuSeconds } from '../../process-tree.ts';
import type { Call } from './calls.ts';

const warmUps = 3;
const turns = 100;

interface Timed {
  readonly name: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Of one call, Node and Postgres together: what it takes however busy the machine is. */
  readonly cpuMs: number;
}

const ask = (agent: Agent, { url, apiKey }: ConsoleProcess, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    request(
      `${url}${path}`,
      { agent, headers: { authorization: `Bearer ${apiKey}` } },
      (answer) => {
        answer.resume().once('end', () => {
          if (answer.statusCode === 200) resolve();
          else reject(new Error(`${path} was answered with ${answer.statusCode}.`));
        });
      },
    )
      .once('error', reject)
      .end();
  });

/** By nearest rank. */
const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;

const cpuSeconds = async ({ pid }: ConsoleProcess): Promise<number> => {
  const { postgres, rest } = await treeCpuSeconds(pid);
  return postgres + rest;
};

/** One after another: how long a call waits for others is not its own. */
const timeCall = async (
  agent: Agent,
  running: ConsoleProcess,
  { name, url }: Call,
): Promise<Timed> => {
  const took: number[] = [];
  let before = 0;
  for (let turn = 0; turn < warmUps + turns; turn += 1) {
    if (turn === warmUps) before = await cpuSeconds(running);
    const startedAt = performance.now();
    await ask(agent, running, url(turn));
    if (turn >= warmUps) took.push(performance.now() - startedAt);
  }
  const cpuMs = (((await cpuSeconds(running)) - before) * 1_000) / turns;
  took.sort((a, b) => a - b);
  return { name, p50Ms: percentile(took, 0.5), p95Ms: percentile(took, 0.95), cpuMs };
};

/** Times each call, and prints them, the slowest first. Gives the 95th percentile of that one. */
export const timeCalls = async (
  running: ConsoleProcess,
  calls: readonly Call[],
): Promise<number> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const timed: Timed[] = [];
    for (const call of calls) timed.push(await timeCall(agent, running, call));
    timed.sort((a, b) => b.p95Ms - a.p95Ms);
    for (const { name, p50Ms, p95Ms, cpuMs } of timed)
      console.log(
        `    ${name.padEnd(36)} p50 ${p50Ms.toFixed(1).padStart(6)} ms   p95 ${p95Ms.toFixed(1).padStart(6)} ms   CPU ${cpuMs.toFixed(1).padStart(5)} ms`,
      );
    return timed[0]?.p95Ms ?? Number.NaN;
  } finally {
    agent.destroy();
  }
};

export const readTimeZone = async (ownerUrl: string): Promise<string> => {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ zone: string }>(
      `select value #>> '{}' as zone from settings where key = 'time_zone'`,
    );
    return rows[0]?.zone ?? 'UTC';
  } finally {
    await owner.end();
  }
};
