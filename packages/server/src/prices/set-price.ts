import type { PriceRates, PriceTier, SetPrice } from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../access/audit.ts';
import type { Clock } from '../platform/clock.ts';
import type { Transaction } from '../platform/db/database.ts';
import { raise } from '../platform/http/api-error.ts';
import { uuidV7 } from '../platform/ids.ts';
import type { AppContext } from '../slice.ts';
import { toProviderName } from './book/provider-names.ts';
import {
  getPriceRow,
  insertPrices,
  listLine,
  lockPrices,
  replacePrices,
  setPriceEnd,
  type NewPriceRow,
  type PriceRow,
} from './prices.store.ts';
import { describePrice } from './reading/to-price.ts';

type PriceRules = Pick<AppContext, 'db' | 'clock'>;

const bySize = (tiers: readonly PriceTier[]): PriceTier[] =>
  tiers.toSorted((one, other) => one.aboveInputTokens - other.aboveInputTokens);

/** A row that holds from a moment on. */
export const toNewRow = (
  clock: Clock,
  price: PriceRates & { provider: string; modelPattern: string; tiers: readonly PriceTier[] },
  known: Pick<NewPriceRow, 'effective_from' | 'origin'> & { source: string | null },
): NewPriceRow => ({
  id: uuidV7(clock),
  provider: toProviderName(price.provider),
  model_pattern: price.modelPattern.toLowerCase(),
  effective_to: null,
  input_usd: price.inputUsd,
  output_usd: price.outputUsd,
  cached_read_usd: price.cachedReadUsd,
  cached_write_usd: price.cachedWriteUsd,
  reasoning_usd: price.reasoningUsd,
  tiers: JSON.stringify(bySize(price.tiers)),
  created_at: clock.now(),
  replaced_at: null,
  ...known,
});

/** Of a line, oldest first: the one that holds at a moment. */
export const newestAt = (line: readonly PriceRow[], at: Date): PriceRow | undefined =>
  line.findLast((row) => row.effective_from <= at);

/** From a moment on a model costs this; what was before keeps its price. Answers the id. */
export const addPrice = (
  { db, clock }: PriceRules,
  given: SetPrice,
  by: AuditSource,
): Promise<string> =>
  db.transaction().execute(async (tx) => {
    await lockPrices(tx);
    const from = given.effectiveFrom === undefined ? clock.now() : new Date(given.effectiveFrom);
    const source = given.source ?? null;
    const row = toNewRow(clock, given, { effective_from: from, origin: 'operator', source });
    const line = await listLine(tx, { provider: row.provider, modelPattern: row.model_pattern });
    const before = newestAt(line, from);
    const sameMoment = line.filter((one) => one.effective_from.getTime() === from.getTime());
    await replacePrices(
      tx,
      sameMoment.map(({ id }) => id),
      clock.now(),
    );
    await insertPrices(tx, [row]);
    await recordAudit(tx, clock, {
      by,
      action: 'price.set',
      target: { type: 'price', id: row.id },
      ...(before && { before: describePrice(before) }),
      after: describePrice(await getPriceRow(tx, row.id)),
    });
    return row.id;
  });

const endRow = async (tx: Transaction, clock: Clock, row: PriceRow, at: Date): Promise<void> => {
  const line = await listLine(tx, { provider: row.provider, modelPattern: row.model_pattern });
  const next = line.find((one) => one.effective_from > row.effective_from);
  if (next && next.effective_from <= at)
    raise('conflict', { message: 'Another price follows before that: end that one.' });
  // It never held: what was before it goes on holding.
  if (at <= row.effective_from) await replacePrices(tx, [row.id], clock.now());
  else await setPriceEnd(tx, row.id, at);
};

/** From a moment on the price holds no more; one that has not begun by then never does. */
export const closePrice = (
  { db, clock }: PriceRules,
  id: string,
  { at = clock.now(), by }: { at?: Date | undefined; by: AuditSource },
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    await lockPrices(tx);
    const row = await getPriceRow(tx, id);
    if (row.replaced_at !== null)
      raise('conflict', { message: 'Another price stands in its place already.' });
    await endRow(tx, clock, row, at);
    const ended = await getPriceRow(tx, id);
    await recordAudit(tx, clock, {
      by,
      action: ended.replaced_at === null ? 'price.ended' : 'price.withdrawn',
      target: { type: 'price', id },
      before: describePrice(row),
      after: describePrice(ended),
    });
  });
