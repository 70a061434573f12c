import { bySystem, recordAudit } from '../../access/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { insertPrices, lockPrices } from '../prices.store.ts';
import { toNewRow } from '../set-price.ts';
import { listLineNames, findLoadedSet, noteLoadedSet } from './shipped.store.ts';
import { shippedOn, shippedPrices, shippedSource } from './shipped-prices.ts';

const nameOf = (provider: string, pattern: string): string => JSON.stringify([provider, pattern]);

/**
 * Loads the prices that are shipped, once for each set. A provider and pattern that the book knows
 * is left alone, whoever wrote it: what somebody changed or ended stays so. Newer lists of known
 * models are for an import, which shows what it changes.
 */
export const ensureShippedPrices = (db: Database, clock: Clock): Promise<void> =>
  db.transaction().execute(async (tx) => {
    await lockPrices(tx);
    const loaded = await findLoadedSet(tx);
    if (loaded !== undefined && loaded >= shippedOn) return;
    const known = new Set(
      (await listLineNames(tx)).map((row) => nameOf(row.provider, row.model_pattern)),
    );
    const rows = shippedPrices()
      .map(({ price, from }) =>
        toNewRow(clock, price, { effective_from: from, origin: 'shipped', source: shippedSource }),
      )
      .filter((row) => !known.has(nameOf(row.provider, row.model_pattern)));
    await insertPrices(tx, rows);
    await noteLoadedSet(tx, shippedOn, clock.now());
    await recordAudit(tx, clock, {
      by: bySystem('start of the server'),
      action: 'price.shipped_set_loaded',
      target: { type: 'price', id: shippedOn },
      after: { setOf: shippedOn, added: rows.length },
    });
  });
