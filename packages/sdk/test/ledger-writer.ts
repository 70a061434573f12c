import { writeSync } from 'node:fs';
import { createTaffrail } from '../src/index.ts';

/**
 * A process of its own, for tests that kill it: logs ledger records without end and writes the
 * number of each to standard output, synchronously, once it was acknowledged.
 */
const [url = '', key = '', spoolDir = '', from = '0'] = process.argv.slice(2);
const taffrail = createTaffrail({ url, key, spoolDir, flushIntervalMs: 20 });
const session = { organizationId: 'acme', userId: 'ada' };
let next = Number(from);

async function logWithoutEnd(): Promise<void> {
  for (;;) {
    const n = next;
    next += 1;
    const metadata = { n, text: 'x'.repeat(n % 300) };
    const outcome = await taffrail.logActivity(
      session,
      { action: 'credit.consumed', metadata },
      undefined,
      { ledger: true },
    );
    writeSync(1, outcome.durable ? `${n}\n` : `failed ${outcome.error.message}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, logWithoutEnd));
