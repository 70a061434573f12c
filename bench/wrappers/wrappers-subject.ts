import { setTimeout as sleep } from 'node:timers/promises';
import { createTaffrail } from '../../packages/sdk/src/index.ts';
import { median } from '../statistics.ts';
import { pairsOf, type Call, type Pair } from './calls.ts';

/** Microseconds of CPU of one call, those of sending its record included. */
export interface PairReport {
  readonly bareUs: number;
  readonly addedUs: number;
}

const callsATurn = 100;
const turns = 30;

/** CPU rather than time: the machine may have other work. */
const measureTurn = async (call: Call): Promise<number> => {
  const before = process.cpuUsage();
  for (let index = 0; index < callsATurn; index += 1) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / callsATurn;
};

/** In turns, so that the machine's moods are shared; what is added is taken turn by turn. */
const measure = async ({ bare, recorded }: Pair): Promise<PairReport> => {
  const bareUs: number[] = [];
  const addedUs: number[] = [];
  for (let turn = 0; turn < turns + 3; turn += 1) {
    const isFirst = turn % 2 === 0;
    const first = await measureTurn(isFirst ? bare : recorded);
    const second = await measureTurn(isFirst ? recorded : bare);
    await sleep(2);
    // The first turns warm up.
    if (turn < 3) continue;
    bareUs.push(isFirst ? first : second);
    addedUs.push(isFirst ? second - first : first - second);
  }
  return { bareUs: median(bareUs), addedUs: median(addedUs) };
};

const taffrail = createTaffrail({ url: process.argv[2], key: 'tfi_bench' });
const report: Record<string, PairReport> = {};
for (const [name, pair] of Object.entries<Pair>(pairsOf(taffrail)))
  report[name] = await measure(pair);
await taffrail.close();
process.send?.(report, () => process.exit(0));
