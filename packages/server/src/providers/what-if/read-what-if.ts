import { aiJobKeptDays, type ProviderRange, type WhatIf } from '@taffrail/contract';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { findAskedPeriods } from '../../platform/time/asked-days.ts';
import { daysLater } from '../../platform/time/day-periods.ts';
import {
  costAt,
  toUsd,
  type BookPrice,
  type PriceBook,
  type TokenCounts,
} from '../../prices/prices.ts';
import { findDaysKnown, type ProviderFilter } from '../reading/providers.store.ts';
import type { ProvidersContext } from '../reading/read-providers.ts';
import { sumRecorded, sumTiered, type Tiered } from './recorded.store.ts';

export interface WhatIfQuery extends ProviderFilter {
  readonly range: ProviderRange;
  readonly toProvider: string;
  readonly toModel: string;
}

const without = (all: TokenCounts, part: TokenCounts): TokenCounts => ({
  inputTokens: all.inputTokens - part.inputTokens,
  outputTokens: all.outputTokens - part.outputTokens,
  cachedReadTokens: all.cachedReadTokens - part.cachedReadTokens,
  cachedWriteTokens: all.cachedWriteTokens - part.cachedWriteTokens,
  reasoningTokens: all.reasoningTokens - part.reasoningTokens,
});

/** What tokens cost by a price: those of large jobs by its tiers, all others by itself. */
export const costElsewhere = (
  price: BookPrice,
  all: TokenCounts,
  tiered: readonly Tiered[],
): bigint => {
  let rest = all;
  let cost = 0n;
  for (const part of tiered) {
    const tier = price.tiers.find((each) => each.aboveInputTokens === part.aboveInputTokens);
    if (!tier) continue;
    cost += costAt(tier.rates, part);
    rest = without(rest, part);
  }
  return cost + costAt(price.rates, rest);
};

export const readWhatIf = (
  { db, clock, reportingTimeZone: timeZone }: ProvidersContext,
  book: PriceBook,
  { range, toProvider, toModel, ...filter }: WhatIfQuery,
): Promise<WhatIf> =>
  readSnapshot(db, async (trx) => {
    const now = clock.now();
    const { today } = await findDaysKnown(trx, now, timeZone);
    const { current } = findAskedPeriods(range, today);
    const recorded = await sumRecorded(trx, filter, current);
    const price = book.find(toProvider, toModel, now.getTime());
    const limits = price?.tiers.map(({ aboveInputTokens }) => aboveInputTokens) ?? [];
    const isKept = current.first > daysLater(today, -aiJobKeptDays);
    const tiered =
      limits.length === 0 || !isKept
        ? []
        : await sumTiered(trx, filter, current, { limits, timeZone });
    return {
      asOf: now.toISOString(),
      range: { from: current.first, to: current.last },
      jobs: recorded.jobs,
      inputTokens: recorded.inputTokens,
      outputTokens: recorded.outputTokens,
      recorded: { costUsd: recorded.costUsd, unpricedJobs: recorded.unpricedJobs },
      elsewhere: price
        ? {
            costUsd: toUsd(costElsewhere(price, recorded, tiered)),
            priceId: price.id,
            tieredJobs:
              limits.length === 0 || isKept
                ? tiered.reduce((sum, { jobs }) => sum + jobs, 0)
                : null,
          }
        : null,
    };
  });
