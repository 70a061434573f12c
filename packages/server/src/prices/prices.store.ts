import { PriceTier, type PriceOrigin } from '@taffrail/contract';
import { sql, type Insertable, type Selectable } from 'kysely';
import { z } from 'zod';
import type { Database, Transaction } from '../platform/db/database.ts';
import type { Schema } from '../platform/db/schema.generated.ts';
import { raise } from '../platform/http/api-error.ts';
import type { GivenPrice } from './book/to-price-book.ts';

export type PriceRow = Selectable<Schema['model_prices']>;
export type NewPriceRow = Insertable<Schema['model_prices']> & { readonly origin: PriceOrigin };

export const toGivenPrice = (row: PriceRow): GivenPrice => ({
  id: row.id,
  provider: row.provider,
  modelPattern: row.model_pattern,
  effectiveFromMs: row.effective_from.getTime(),
  effectiveToMs: row.effective_to?.getTime() ?? null,
  inputUsd: row.input_usd,
  outputUsd: row.output_usd,
  cachedReadUsd: row.cached_read_usd,
  cachedWriteUsd: row.cached_write_usd,
  reasoningUsd: row.reasoning_usd,
  tiers: z.array(PriceTier).parse(row.tiers),
});

/** Which prices hold, held or will hold? The whole table, once for each change of it. */
export const readPriceRows = (db: Database | Transaction): Promise<PriceRow[]> =>
  db.selectFrom('model_prices').selectAll().where('replaced_at', 'is', null).execute();

/** One who changes the book at a time, so that what is looked at is what is changed. */
export const lockPrices = async (tx: Transaction): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('model_prices', 0))`.execute(tx);
};

export const getPriceRow = async (db: Database | Transaction, id: string): Promise<PriceRow> =>
  (await db.selectFrom('model_prices').selectAll().where('id', '=', id).executeTakeFirst()) ??
  raise('not_found');

/** What is known of a provider and pattern, oldest first? model_prices_moment. */
export const listLine = (
  db: Database | Transaction,
  { provider, modelPattern }: { readonly provider: string; readonly modelPattern: string },
): Promise<PriceRow[]> =>
  db
    .selectFrom('model_prices')
    .selectAll()
    .where('provider', '=', provider)
    .where('model_pattern', '=', modelPattern)
    .where('replaced_at', 'is', null)
    .orderBy('effective_from')
    .execute();

export const replacePrices = async (
  tx: Transaction,
  ids: readonly string[],
  at: Date,
): Promise<void> => {
  if (ids.length === 0) return;
  await tx.updateTable('model_prices').set({ replaced_at: at }).where('id', 'in', ids).execute();
};

/** Far below as many parameters as a statement may have. */
const rowsAtOnce = 1_000;

export const insertPrices = async (
  tx: Transaction,
  rows: readonly NewPriceRow[],
): Promise<void> => {
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await tx
      .insertInto('model_prices')
      .values(rows.slice(at, at + rowsAtOnce))
      .execute();
};

export const setPriceEnd = async (tx: Transaction, id: string, at: Date): Promise<void> => {
  await tx.updateTable('model_prices').set({ effective_to: at }).where('id', '=', id).execute();
};
