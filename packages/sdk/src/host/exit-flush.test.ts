import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { useStage } from '../../test/stage.ts';
import { createTaffrail } from '../create-taffrail.ts';

const stage = useStage();
const run = promisify(execFile);
const script = fileURLToPath(new URL('../../test/short-lived.ts', import.meta.url));
const timeLimitMs = 30_000;

/** Rejects unless the process ends by itself, with code 0. */
async function runScript(exitFlushMs: number, ending: string): Promise<void> {
  const { url, key } = stage.server;
  const args = [script, url, key, stage.spoolDir, String(exitFlushMs), ending];
  expect(await run(process.execPath, args)).toEqual({ stdout: '', stderr: '' });
}

const actions = (): string[] =>
  stage.server.records.map((record) => String(record['action'])).toSorted();

describe('a process that has nothing left to do', () => {
  it(
    'sends what waits before it ends',
    async () => {
      await runScript(1_000, '');
      expect(actions()).toEqual(['batch.completed']);
    },
    timeLimitMs,
  );

  it(
    'sends ledger records too',
    async () => {
      await runScript(1_000, 'ledger');
      expect(actions()).toEqual(['batch.completed', 'credit.consumed']);
    },
    timeLimitMs,
  );

  it(
    'ends though the console does not answer',
    async () => {
      stage.server.standing = 'hang';
      await runScript(200, 'ledger');
      expect(stage.server.requests.length).toBeGreaterThan(0);
    },
    timeLimitMs,
  );

  it(
    'ends at once when it is told not to wait',
    async () => {
      await runScript(0, '');
      expect(stage.server.requests).toHaveLength(0);
    },
    timeLimitMs,
  );

  it(
    'that awaits close is held until it is closed, with and without an answer',
    async () => {
      await runScript(0, 'close');
      expect(actions()).toEqual(['batch.completed']);
      stage.server.standing = 'hang';
      await runScript(0, 'close');
    },
    timeLimitMs,
  );
});

it('many clients share one listener, and none is left when they are closed', async () => {
  const before = process.listenerCount('beforeExit');
  const { url, key } = stage.server;
  const clients = Array.from({ length: 20 }, () =>
    createTaffrail({ url, key, spoolDir: stage.spoolDir }),
  );
  expect(process.listenerCount('beforeExit')).toBe(before + 1);
  await Promise.all(clients.map((client) => client.close()));
  expect(process.listenerCount('beforeExit')).toBe(before);
});
