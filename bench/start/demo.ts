import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startConsole } from '../console-process.ts';
import type { Measured } from '../figures.ts';
import { treeMemoryMb } from '../process-tree.ts';
import { round } from '../statistics.ts';

const pastWithinMs = 20 * 60_000;
const settleMs = 60_000;

/** Until Tradewind has told the console of its last thirty days, which takes some minutes. */
const waitForPast = async (ownerUrl: string): Promise<void> => {
  const tradewind = Object.assign(new URL(ownerUrl), { pathname: '/tradewind' }).href;
  const until = Date.now() + pastWithinMs;
  for (;;) {
    await sleep(2_000);
    const client = new pg.Client({ connectionString: tradewind });
    try {
      await client.connect();
      const told = await client.query('select from made_up_worlds where told_at is not null');
      if (told.rowCount === 1) return;
    } catch (error) {
      // It makes its database and its tables once the console is ready.
      if (!(error instanceof pg.DatabaseError && /^(?:3D000|42P01)$/.test(error.code ?? '')))
        throw error;
    } finally {
      await client.end();
    }
    if (Date.now() > until) throw new Error('Tradewind did not tell of its past in time.');
  }
};

/** The demo as a newcomer gets it, once its past is told: the same processes go on. */
export const measureDemo = async (): Promise<Measured> => {
  const demo = await startConsole({ mode: 'demo' });
  try {
    await waitForPast(demo.ownerUrl);
    console.log(`    with the past just told: ${round(await treeMemoryMb(demo.pid), 0)} MB`);
    await sleep(settleMs);
    return { rssDemoMb: round(await treeMemoryMb(demo.pid), 0) };
  } finally {
    await demo.stop();
  }
};
