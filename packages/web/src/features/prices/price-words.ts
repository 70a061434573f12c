import type { Price, PriceOrigin, PriceRates, PriceState } from '@taffrail/contract';
import type { StatusName } from '../../ui/status.tsx';

/** `$0.075`, `$2.50`: cents at least, and as many decimals as there are. */
export const formatRate = (usd: string): string => {
  const [whole = '0', fraction = ''] = usd.split('.');
  return `$${whole}.${fraction.padEnd(2, '0')}`;
};

export const stateWords = {
  in_force: { status: 'ok', word: 'In force' },
  upcoming: { status: 'info', word: 'Upcoming' },
  ended: { status: 'idle', word: 'Ended' },
  superseded: { status: 'idle', word: 'Superseded' },
} as const satisfies Record<PriceState, { status: StatusName; word: string }>;

export const originWords = {
  shipped: 'Shipped',
  imported: 'Imported',
  operator: 'Set here',
} as const satisfies Record<PriceOrigin, string>;

export const anyProvider = '*';

/** A provider, as the book has it. */
export const providerWord = (provider: string): string =>
  provider === anyProvider ? 'any provider' : provider;

export const nameOfPrice = ({ provider, modelPattern }: Pick<Price, 'provider' | 'modelPattern'>) =>
  `${modelPattern} of ${providerWord(provider)}`;

/** The classes in the order in which they are shown, and what stands in for one without a price. */
export const rateFields = [
  { name: 'inputUsd', title: 'Input', instead: undefined },
  { name: 'outputUsd', title: 'Output', instead: undefined },
  { name: 'cachedReadUsd', title: 'Cached read', instead: 'as input' },
  { name: 'cachedWriteUsd', title: 'Cached write', instead: 'as input' },
  { name: 'reasoningUsd', title: 'Reasoning', instead: 'as output' },
] as const satisfies readonly {
  name: keyof PriceRates;
  title: string;
  instead: string | undefined;
}[];

/** The first day of all in sets that are shipped: as far back as anything is kept. */
export const isEverSince = (effectiveFrom: string): boolean => effectiveFrom < '2021';
