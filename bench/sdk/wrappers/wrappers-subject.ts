import { setTimeout as sleep } from 'node:timers/promises';
import { createTaffrail } from '../../../packages/sdk/src/index.ts';
import { quantile } from '../../statistics.ts';
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

/** The undisturbed turns: what else the machine does makes the others dearer. */
const calm = (turnsUs: readonly number[]): number => quantile(turnsUs, 0.1);

/** In turns, so that the machine's moods are shared. */
const measure = async ({ bare, recorded }: Pair): Promise<PairReport> => {
  const bareUs: number[] = [];
  const recordedUs: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    bareUs.push(await measureTurn(bare));
    recordedUs.push(await measureTurn(recorded));
    await sleep(2);
  }
  return { bareUs: calm(bareUs), addedUs: calm(recordedUs) - calm(bareUs) };
};

const taffrail = createTaffrail({ url: process.argv[2], key: 'tfi_bench' });
const report: Record<string, PairReport> = {};
for (const [name, pair] of Object.entries<Pair>(pairsOf(taffrail)))
  report[name] = await measure(pair);
await taffrail.close();
process.send?.(report, () => process.exit(0));
