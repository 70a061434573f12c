import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheckConfig } from '@taffrail/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readContainerUse } from './cgroup.ts';
import { toSample, useBetween } from './cpu.ts';
import { readMachineMemory } from './memory.ts';

/** A file system as a Linux machine shows it. */
const machineWith = async (files: Record<string, string>): Promise<string> => {
  const root = await mkdtemp(join(tmpdir(), 'taffrail-machine-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
};

describe('what a container may use', () => {
  it('is what control groups of version 2 say', async () => {
    const root = await machineWith({
      'proc/self/cgroup': '0::/\n',
      'sys/fs/cgroup/memory.max': '1073741824\n',
      'sys/fs/cgroup/memory.current': '805306368\n',
      'sys/fs/cgroup/memory.stat': 'anon 500000000\ninactive_file 268435456\nfile 1\n',
      'sys/fs/cgroup/cpu.max': '150000 100000\n',
      'sys/fs/cgroup/cpu.stat': 'usage_usec 90000000\nuser_usec 1\n',
    });
    expect(await readContainerUse(root)).toEqual({
      memory: { usedBytes: 536_870_912, limitBytes: 1_073_741_824 },
      cpu: { usedMs: 90_000, processors: 1.5 },
    });
  });

  it('is found where the process belongs', async () => {
    const root = await machineWith({
      'proc/self/cgroup': '0::/system.slice/taffrail.service\n',
      'sys/fs/cgroup/system.slice/taffrail.service/memory.max': '100\n',
      'sys/fs/cgroup/system.slice/taffrail.service/memory.current': '40\n',
    });
    expect((await readContainerUse(root)).memory).toEqual({ usedBytes: 40, limitBytes: 100 });
  });

  it('is nothing without a limit, and on another system', async () => {
    const root = await machineWith({
      'proc/self/cgroup': '0::/\n',
      'sys/fs/cgroup/memory.max': 'max\n',
      'sys/fs/cgroup/memory.current': '40\n',
      'sys/fs/cgroup/cpu.max': 'max 100000\n',
      'sys/fs/cgroup/cpu.stat': 'usage_usec 5\n',
    });
    const nothing = { memory: undefined, cpu: undefined };
    expect(await readContainerUse(root)).toEqual(nothing);
    expect(await readContainerUse('/nowhere')).toEqual(nothing);
  });
});

describe('processor time', () => {
  const times = (idle: number, user: number) => [
    { times: { user, nice: 0, sys: 0, irq: 0, idle } },
    { times: { user, nice: 0, sys: 0, irq: 0, idle } },
  ];

  it('is what was used between two samples', () => {
    const from = toSample(times(1_000, 1_000), undefined, 0);
    const to = toSample(times(1_100, 1_900), undefined, 1_000);
    expect(useBetween(from, to)).toEqual({ machine: 90, container: undefined });
  });

  it('of a container is of what it may use', () => {
    const from = toSample(times(0, 0), { usedMs: 100, processors: 0.5 }, 0);
    const to = toSample(times(1_000, 0), { usedMs: 550, processors: 0.5 }, 1_000);
    expect(useBetween(from, to)).toEqual({ machine: 0, container: 90 });
  });

  it('is nothing where no time has passed', () => {
    const sample = toSample(times(1, 1), { usedMs: 1, processors: 1 }, 5);
    expect(useBetween(sample, sample)).toEqual({ machine: 0, container: 0 });
  });
});

it('takes memory that can be had without swapping for free', async () => {
  const root = await machineWith({
    'proc/meminfo': 'MemTotal:  1000 kB\nMemFree:   10 kB\nMemAvailable:   400 kB\n',
  });
  expect(await readMachineMemory(root)).toEqual({ usedBytes: 600 * 1_024, limitBytes: 1_024_000 });
  const here = await readMachineMemory('/nowhere');
  expect(here.usedBytes).toBeGreaterThan(0);
  expect(here.limitBytes).toBeGreaterThan(here.usedBytes);
});

it('refuses thresholds that could never warn', () => {
  const parse = (given: object) => CheckConfig.safeParse(given).success;
  expect(parse({ kind: 'cpu', warningAbovePercent: 90, criticalAbovePercent: 80 })).toBe(false);
  expect(parse({ kind: 'cpu', warningAbovePercent: 80, criticalAbovePercent: 90 })).toBe(true);
  const http = { kind: 'http', url: 'https://example.com/' };
  expect(parse({ ...http, warningBelowDays: 3, criticalBelowDays: 14 })).toBe(false);
  expect(parse({ ...http, bodyMatches: '(' })).toBe(false);
  expect(parse({ ...http, url: 'https://ada:secret@example.com/' })).toBe(false);
  expect(parse({ ...http, expectedStatus: '2xx' })).toBe(false);
});
