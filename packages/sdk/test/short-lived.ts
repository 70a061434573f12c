import { createTaffrail } from '../src/index.ts';

/** A script that logs one action and has nothing left to do. */
const [url = '', key = '', spoolDir = '', exitFlushMs = '', ending = ''] = process.argv.slice(2);
const taffrail = createTaffrail({ url, key, spoolDir, exitFlushMs: Number(exitFlushMs) });
const session = { organizationId: 'acme', userId: 'ada' };
void taffrail.logActivity(session, { action: 'batch.completed' });
if (ending === 'ledger') {
  await taffrail.logActivity(session, { action: 'credit.consumed' }, null, { ledger: true });
}
if (ending === 'close') await taffrail.close(500);
