import type { Clock } from '../../platform/clock.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { findReach } from './rows.store.ts';
import type { Access, Stretch } from '../selection/conditions.sql.ts';

const mostRows = 16_000;
/** A part that took longer is followed by one of half its size, a quicker one by one of twice. */
const steadyMs = 100;

/**
 * Goes back through a stretch in parts that hold so many rows of the access's index, more as long
 * as they are quickly done with: each part is a statement of bounded work, however rare the rows are
 * that are looked for.
 */
export async function* walkBack(
  trx: Transaction,
  clock: Clock,
  walk: { readonly access: Access; readonly stretch: Stretch; readonly firstRows?: number },
): AsyncGenerator<Stretch> {
  const { access, stretch, firstRows = 2_000 } = walk;
  let rest = stretch;
  for (let rows = firstRows; ;) {
    const begun = clock.now().getTime();
    const reach = await findReach(trx, access, rest, rows);
    yield { ...rest, from: reach ?? rest.from };
    if (!reach) return;
    rest = { from: stretch.from, to: reach, after: undefined };
    const isSteady = clock.now().getTime() - begun <= steadyMs;
    rows = isSteady ? Math.min(rows * 2, mostRows) : Math.max(Math.ceil(rows / 2), 500);
  }
}
