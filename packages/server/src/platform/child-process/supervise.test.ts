import { Writable } from 'node:stream';
import { expect, it, vi } from 'vitest';
import { TestClock } from '../../../test/clock.ts';
import { createLogger } from '../log.ts';
import { keepRunning, type Supervised } from './supervise.ts';

interface Process extends Supervised {
  end(reason: string): void;
  isStopped: boolean;
}

const createProcess = (): Process => {
  const { promise: ended, resolve: end } = Promise.withResolvers<string>();
  const process: Process = {
    ready: Promise.resolve(),
    ended,
    end,
    isStopped: false,
    stop: async () => {
      process.isStopped = true;
      end('stopped');
    },
  };
  return process;
};

const setUp = (failures = 0) => {
  const lines: { msg: string; reason?: string; delayMs?: number }[] = [];
  const log = createLogger({
    level: 'info',
    destination: new Writable({
      write: (line: Buffer, _, done) => {
        lines.push(JSON.parse(line.toString()));
        done();
      },
    }),
  });
  const clock = new TestClock('2026-11-21T10:00:00Z');
  const started: Process[] = [];
  let toFail = failures;
  const supervisor = keepRunning({
    name: 'It',
    log,
    clock,
    longestDelayMs: 200,
    start: async () => {
      if ((toFail -= 1) >= 0) throw new Error('no room');
      const process = createProcess();
      started.push(process);
      return process;
    },
  });
  const startedTimes = (times: number) =>
    vi.waitFor(() => expect(started).toHaveLength(times), { timeout: 10_000 });
  return { clock, lines, started, startedTimes, supervisor };
};

it('starts again what has ended, after pauses that grow up to a limit', async () => {
  const { lines, started, startedTimes, supervisor } = setUp();
  for (const times of [1, 2, 3]) {
    await startedTimes(times);
    started.at(-1)?.end(`death ${times}`);
  }
  await startedTimes(4);
  await supervisor.stop();
  const deaths = lines.filter(({ reason }) => reason !== undefined);
  expect(deaths.map(({ reason, delayMs }) => [reason, delayMs])).toEqual([
    ['death 1', 100],
    ['death 2', 200],
    ['death 3', 200],
  ]);
});

it('begins with the shortest pause again after a steady life', async () => {
  const { clock, lines, started, startedTimes, supervisor } = setUp();
  for (const times of [1, 2]) {
    await startedTimes(times);
    clock.advance({ minutes: 2 });
    started.at(-1)?.end('death');
  }
  await startedTimes(3);
  await supervisor.stop();
  expect(lines.flatMap(({ delayMs }) => delayMs ?? [])).toEqual([100, 100]);
});

it('tries again when it could not be started at all', async () => {
  const { lines, startedTimes, supervisor } = setUp(2);
  await startedTimes(1);
  await supervisor.stop();
  expect(lines.filter(({ msg }) => msg === 'It could not be started')).toHaveLength(2);
});

it('stops what runs, and starts nothing more', async () => {
  const { started, startedTimes, supervisor } = setUp();
  await startedTimes(1);
  await supervisor.stop();
  expect(started.map(({ isStopped }) => isStopped)).toEqual([true]);
});
