import type { Price, PriceFilter } from '@taffrail/contract';
import type { Readable } from 'node:stream';
import type { AuditSource } from '../../access/audit.ts';
import { exportLines, exportPageRows, toExportPage } from '../../access/export-pages.ts';
import { toCsvHeader, toCsvRow, type CsvColumn } from '../../platform/http/files/csv.ts';
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

/** All prices that a filter gives, page by page. */
export const exportPrices = (
  context: Pick<AppContext, 'db' | 'clock' | 'log'>,
  filter: PriceFilter,
  by: AuditSource,
): Promise<Readable> => {
  const { db, clock } = context;
  const now = clock.now();
  return exportLines(context, {
    by,
    action: 'prices.exported',
    asked: { ...filter },
    header: toCsvHeader(columns),
    toLine: (row) => toCsvRow(columns, toPrice(row)),
    readFrom: async (after: string | undefined) =>
      toExportPage(
        await listPriceRows(db, filter, { now, limit: exportPageRows, after }),
        ({ id }) => id,
      ),
  });
};
