import type { Price, PriceFilter } from '@taffrail/contract';
import type { Readable } from 'node:stream';
import type { AuditSource } from '../../access/audit.ts';
import { streamExport, type ExportPart } from '../../access/stream-export.ts';
import { toCsvLine } from '../../platform/http/csv.ts';
import type { CsvColumn } from '../../platform/http/row-writer.ts';
import type { AppContext } from '../../slice.ts';
import { listPriceRows } from './list-prices.store.ts';
import { toPrice } from './to-price.ts';

const columns: readonly CsvColumn<Price>[] = [
  ['provider', ({ provider }) => provider],
  ['model', ({ modelPattern }) => modelPattern],
  ['state', ({ state }) => state],
  ['effectiveFrom', ({ effectiveFrom }) => effectiveFrom],
  ['effectiveTo', ({ effectiveTo }) => effectiveTo],
  ['inputUsdPerMillion', ({ inputUsd }) => inputUsd],
  ['outputUsdPerMillion', ({ outputUsd }) => outputUsd],
  ['cachedReadUsdPerMillion', ({ cachedReadUsd }) => cachedReadUsd],
  ['cachedWriteUsdPerMillion', ({ cachedWriteUsd }) => cachedWriteUsd],
  ['reasoningUsdPerMillion', ({ reasoningUsd }) => reasoningUsd],
  ['tiers', ({ tiers }) => (tiers.length === 0 ? '' : JSON.stringify(tiers))],
  ['origin', ({ origin }) => origin],
  ['source', ({ source }) => source],
];

const rowsAtOnce = 1_000;

/** All prices that a filter gives, page by page. */
export const exportPrices = (
  { db, clock, log }: Pick<AppContext, 'db' | 'clock' | 'log'>,
  filter: PriceFilter,
  by: AuditSource,
): Readable => {
  const now = clock.now();
  async function* parts(): AsyncGenerator<ExportPart> {
    yield { text: toCsvLine(columns.map(([name]) => name)), rows: 0 };
    let after: string | undefined;
    do {
      const rows = await listPriceRows(db, filter, { now, limit: rowsAtOnce, after });
      const lines = rows.map((row) => toCsvLine(columns.map(([, read]) => read(toPrice(row)))));
      yield { text: lines.join(''), rows: rows.length };
      after = rows.length === rowsAtOnce ? rows.at(-1)?.id : undefined;
    } while (after !== undefined);
  }
  const asked = { ...filter };
  return streamExport({ db, clock, log }, { by, action: 'prices.exported', asked, parts: parts() });
};
