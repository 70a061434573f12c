import type { RevenueDimension, RevenueGroup } from '@taffrail/contract';

const several = {
  plan: 'Several plans',
  country: 'Several countries',
} as const satisfies Record<RevenueDimension, string>;

const countryNames = new Intl.DisplayNames('en-GB', { type: 'region', fallback: 'code' });

/** `team`, `Germany`; customers of whom none is known are a group like any other. */
export const nameOfGroup = (
  { value, kind }: Pick<RevenueGroup, 'value' | 'kind'>,
  by: RevenueDimension,
): string => {
  if (kind === 'several') return several[by];
  if (value === null) return 'Not known';
  return by === 'country' ? (countryNames.of(value) ?? value) : value;
};

/** Of the MRR in its currency; null where there is none. */
export const shareOf = (
  { mrr, currency }: Pick<RevenueGroup, 'mrr' | 'currency'>,
  groups: readonly Pick<RevenueGroup, 'mrr' | 'currency'>[],
): number | null => {
  const all = groups
    .filter((group) => group.currency === currency)
    .reduce((sum, group) => sum + Number(group.mrr), 0);
  return all === 0 ? null : Number(mrr) / all;
};
