import type { Transaction } from '../platform/db/database.ts';
import { findReach } from './activity.store.ts';
import type { Access, Stretch } from './conditions.sql.ts';

const mostRows = 16_000;

/**
 * Goes back through a stretch in parts that hold so many rows of the access's index, twice as many
 * each time: a part is a statement of bounded work, however rare the rows are that are looked for.
 */
export async function* walkBack(
  trx: Transaction,
  access: Access,
  stretch: Stretch,
  firstRows = 2_000,
): AsyncGenerator<Stretch> {
  let rest = stretch;
  for (let rows = firstRows; ; rows = Math.min(rows * 2, mostRows)) {
    const reach = await findReach(trx, access, rest, rows);
    yield { ...rest, from: reach ?? rest.from };
    if (!reach) return;
    rest = { from: stretch.from, to: reach, after: undefined };
  }
}
