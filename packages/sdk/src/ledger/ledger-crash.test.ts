import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { eventually } from '../../test/fake-ports.ts';
import { useStage } from '../../test/stage.ts';
import { createTaffrail } from '../create-taffrail.ts';

const stage = useStage();
const writer = fileURLToPath(new URL('../../test/ledger-writer.ts', import.meta.url));
const timeLimitMs = 60_000;

interface Writer {
  readonly process: ChildProcess;
  readonly acknowledged: number[];
  readonly failures: string[];
}

function startWriter(from: number, shell?: string): Writer {
  const args = [writer, stage.server.url, stage.server.key, stage.spoolDir, String(from)];
  const child =
    shell === undefined
      ? spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      : spawn('/bin/sh', ['-c', shell, process.execPath, ...args], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
  const acknowledged: number[] = [];
  const failures: string[] = [];
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (/^\d+$/.test(line)) acknowledged.push(Number(line));
      else failures.push(line);
    }
  });
  return { process: child, acknowledged, failures };
}

async function kill(writer: Writer): Promise<void> {
  writer.process.kill('SIGKILL');
  await once(writer.process, 'close');
}

function missing(acknowledged: readonly number[]): number[] {
  const arrived = new Set(
    stage.server.records.map((record) => (record['metadata'] as { n: number }).n),
  );
  return acknowledged.filter((n) => !arrived.has(n));
}

async function recover(): Promise<void> {
  const { url, key } = stage.server;
  const taffrail = createTaffrail({ url, key, spoolDir: stage.spoolDir });
  expect(await taffrail.flush(30_000)).toBe(true);
  await taffrail.close();
}

it(
  'every acknowledged record arrives though the process is killed at any moment, again and again',
  async () => {
    const acknowledged: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      stage.server.standing = round % 2 === 0 ? 'accept' : { status: 503 };
      const writer = startWriter(round * 1_000_000);
      await eventually(() => writer.acknowledged.length > 150 * (round + 1));
      await kill(writer);
      expect(writer.failures).toEqual([]);
      acknowledged.push(...writer.acknowledged);
    }
    stage.server.standing = 'accept';
    await recover();

    expect(missing(acknowledged)).toEqual([]);
    expect(await readdir(stage.spoolDir)).toEqual([]);
  },
  timeLimitMs,
);

it(
  'two living processes share a spool folder and each record arrives once',
  async () => {
    const writers = [startWriter(0), startWriter(1_000_000)];
    await eventually(() => writers.every((writer) => writer.acknowledged.length > 300));
    const seen = stage.server.requests.flatMap(({ records }) => records.map(({ id }) => id));
    expect(new Set(seen).size).toBe(seen.length);
    await Promise.all(writers.map(kill));
    await recover();
    expect(missing(writers.flatMap((writer) => writer.acknowledged))).toEqual([]);
  },
  timeLimitMs,
);

it(
  'a full disk is said at the call, and what was acknowledged before survives its torn line',
  async () => {
    stage.server.standing = { status: 503 };
    // A limit on the size of files stands in for the disk: like it, it cuts a write in half.
    const writer = startWriter(0, 'ulimit -f 8; exec "$0" "$@"');
    await eventually(() => writer.failures.length > 0);
    await kill(writer);
    expect(writer.failures[0]).toContain('EFBIG');
    expect(writer.acknowledged.length).toBeGreaterThan(0);
    stage.server.standing = 'accept';
    await recover();
    expect(missing(writer.acknowledged)).toEqual([]);
  },
  timeLimitMs,
);
