import type { PriceChange, PriceImportPreview, PriceRates, PriceTier } from '@taffrail/contract';
import { createHash } from 'node:crypto';
import type { PriceRow } from '../prices.store.ts';
import { toRates, toTiers } from '../reading/to-price.ts';
import { newestAt } from '../set-price.ts';
import type { ReadFile, ReadPrice } from './read-litellm.ts';

export interface ImportPlan {
  /** To be written; those in place of one of the same moment name it. */
  readonly write: readonly { readonly price: ReadPrice; readonly replaces: string | undefined }[];
  readonly preview: PriceImportPreview;
}

/** As many of each kind are shown; all of them are counted. */
const shown = 200;

const lineName = (provider: string, pattern: string): string => JSON.stringify([provider, pattern]);

const saysOf = ({
  inputUsd,
  outputUsd,
  cachedReadUsd,
  cachedWriteUsd,
  reasoningUsd,
  tiers,
}: ReadPrice) => ({
  rates: { inputUsd, outputUsd, cachedReadUsd, cachedWriteUsd, reasoningUsd },
  tiers: tiers.toSorted((one, other) => one.aboveInputTokens - other.aboveInputTokens),
});

const saysRow = (row: PriceRow): ReturnType<typeof saysOf> => ({
  rates: toRates(row),
  tiers: toTiers(row),
});

const classes = [
  'inputUsd',
  'outputUsd',
  'cachedReadUsd',
  'cachedWriteUsd',
  'reasoningUsd',
] as const satisfies readonly (keyof PriceRates)[];

const aboveOf = (one: PriceRates | PriceTier): number | null =>
  'aboveInputTokens' in one ? one.aboveInputTokens : null;

/** Whatever the order in which the fields of a tier were stored. */
const textOf = ({ rates, tiers }: ReturnType<typeof saysOf>): string =>
  JSON.stringify(
    [rates, ...tiers].map((one) => [...classes.map((name) => one[name]), aboveOf(one)]),
  );

type Outcome = 'added' | 'changed' | 'unchanged' | 'kept';

const outcomeOf = (price: ReadPrice, before: PriceRow | undefined, from: Date): Outcome => {
  if (!before) return 'added';
  const hasEnded = before.effective_to !== null && before.effective_to <= from;
  if (!hasEnded && textOf(saysRow(before)) === textOf(saysOf(price))) return 'unchanged';
  return before.origin === 'operator' ? 'kept' : 'changed';
};

const toChange = (price: ReadPrice, before: PriceRow | undefined): PriceChange => ({
  provider: price.provider,
  modelPattern: price.modelPattern,
  before: before ? { ...saysRow(before).rates, tiers: saysRow(before).tiers } : null,
  after: { ...saysOf(price).rates, tiers: saysOf(price).tiers },
});

/**
 * What a file changes in the book from a moment on. What an operator set is left as it is, also
 * where the file says something else.
 *
 * @param rows all prices that are not replaced
 */
export const planImport = (file: ReadFile, rows: readonly PriceRow[], from: Date): ImportPlan => {
  const lines = Map.groupBy(
    rows.toSorted((one, other) => one.effective_from.getTime() - other.effective_from.getTime()),
    (row) => lineName(row.provider, row.model_pattern),
  );
  const write: ImportPlan['write'][number][] = [];
  const changes: Record<Outcome, PriceChange[]> = {
    added: [],
    changed: [],
    unchanged: [],
    kept: [],
  };
  for (const price of file.prices) {
    const line = lines.get(lineName(price.provider, price.modelPattern)) ?? [];
    const before = newestAt(line, from);
    const outcome = outcomeOf(price, before, from);
    changes[outcome].push(toChange(price, before));
    if (outcome !== 'added' && outcome !== 'changed') continue;
    const isSameMoment = before?.effective_from.getTime() === from.getTime();
    write.push({ price, replaces: isSameMoment ? before?.id : undefined });
  }
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([from, changes]))
    .digest('hex');
  return {
    write,
    preview: {
      effectiveFrom: from.toISOString(),
      fingerprint,
      added: changes.added.length,
      changed: changes.changed.length,
      unchanged: changes.unchanged.length,
      kept: changes.kept.length,
      leftOut: {
        notByToken: file.leftOut.not_by_token,
        unreadable: file.leftOut.unreadable,
        twice: file.leftOut.twice,
      },
      changes: {
        added: changes.added.slice(0, shown),
        changed: changes.changed.slice(0, shown),
        kept: changes.kept.slice(0, shown),
      },
    },
  };
};
