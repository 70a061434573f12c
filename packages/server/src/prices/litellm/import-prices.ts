import type { ImportPrices, PreviewPriceImport, PriceImportPreview } from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../../access/audit.ts';
import { raise } from '../../platform/http/api-error.ts';
import type { AppContext } from '../../slice.ts';
import { insertPrices, lockPrices, readPriceRows, replacePrices } from '../prices.store.ts';
import { toNewRow } from '../set-price.ts';
import { planImport } from './plan-import.ts';
import { readLiteLlm } from './read-litellm.ts';

type ImportRules = Pick<AppContext, 'db' | 'clock'>;

export const previewImport = async (
  { db }: ImportRules,
  given: PreviewPriceImport,
): Promise<PriceImportPreview> => {
  const from = new Date(given.effectiveFrom);
  return planImport(readLiteLlm(given.file), await readPriceRows(db), from).preview;
};

/** Writes what its preview showed, or nothing. */
export const importPrices = (
  { db, clock }: ImportRules,
  given: ImportPrices,
  by: AuditSource,
): Promise<PriceImportPreview> => {
  const file = readLiteLlm(given.file);
  const from = new Date(given.effectiveFrom);
  return db.transaction().execute(async (tx) => {
    await lockPrices(tx);
    const { write, preview } = planImport(file, await readPriceRows(tx), from);
    if (preview.fingerprint !== given.fingerprint)
      raise('conflict', { message: 'The price book has changed since the preview: look again.' });
    const replaced = write.flatMap(({ replaces }) => replaces ?? []);
    await replacePrices(tx, replaced, clock.now());
    const known = { effective_from: from, origin: 'imported', source: given.name } as const;
    await insertPrices(
      tx,
      write.map(({ price }) => toNewRow(clock, price, known)),
    );
    const { added, changed, unchanged, kept, leftOut } = preview;
    await recordAudit(tx, clock, {
      by,
      action: 'price.imported',
      target: { type: 'price', id: given.name },
      after: { effectiveFrom: preview.effectiveFrom, added, changed, unchanged, kept, leftOut },
    });
    return preview;
  });
};
