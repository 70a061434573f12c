import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeDataDir, startConsole } from '../console-process.ts';
import type { Measured } from '../figures.ts';
import { treeMemoryMb } from '../process-tree.ts';
import { median, round } from '../statistics.ts';

const starts = 5;
const settleMs = 20_000;

/** Starts on a folder that has been started once, as every start but the first is. */
export const measureReady = async (): Promise<Measured> => {
  const dataDir = await makeDataDir();
  try {
    const first = await startConsole({ dataDir });
    await first.stop();
    const seconds: number[] = [];
    for (let start = 0; start < starts; start += 1) {
      const running = await startConsole({ dataDir });
      seconds.push(running.readySeconds);
      await running.stop();
    }
    const idle = await startConsole({ dataDir });
    await sleep(settleMs);
    const rssIdleMb = await treeMemoryMb(idle.pid);
    await idle.stop();
    console.log(`    first start on an empty folder: ${round(first.readySeconds, 2)} s`);
    return { readySeconds: round(median(seconds), 2), rssIdleMb: round(rssIdleMb, 0) };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
};
