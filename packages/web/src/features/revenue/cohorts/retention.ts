import type { RevenueCohort } from '@taffrail/contract';

export interface RetentionCell {
  /** Months since the one in which they began. */
  readonly age: number;
  /** Null where nobody began: a share of nothing is none. */
  readonly share: number | null;
  readonly paying: number;
  /** Up to now. */
  readonly isUnfinished: boolean;
}

export interface Retention {
  readonly month: string;
  readonly started: number;
  readonly cells: readonly RetentionCell[];
}

export const toRetention = ({ month, started, paying }: RevenueCohort): Retention => ({
  month,
  started,
  cells: paying.map((count, age) => ({
    age,
    share: started === 0 ? null : count / started,
    paying: count,
    isUnfinished: age === paying.length - 1,
  })),
});
