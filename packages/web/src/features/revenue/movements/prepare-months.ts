import type { MovementKind, Revenue } from '@taffrail/contract';
import { valueTicks } from '../../../charts/prepare/ticks.ts';
import { gains, losses } from './kinds.ts';

export interface MonthBar {
  /** `2026-11`. */
  readonly month: string;
  readonly mrr: number;
  /** Concluded from invoices and dates, all or some of it. */
  readonly isReconstructed: boolean;
  readonly amounts: Readonly<Record<MovementKind, number>>;
  /** What came, and what went (below zero). */
  readonly up: number;
  readonly down: number;
}

export interface Months {
  readonly bars: readonly MonthBar[];
  /** Of the bars, around zero. */
  readonly top: number;
  readonly bottom: number;
  readonly lowestMrr: number;
  readonly highestMrr: number;
}

const sumOf = (amounts: MonthBar['amounts'], of: readonly MovementKind[]): number =>
  of.reduce((sum, kind) => sum + amounts[kind], 0);

/** @param reconstructedUntil the last day of which something was concluded */
export const prepareMonths = (
  months: Revenue['months'],
  reconstructedUntil: string | null,
): Months => {
  const bars = months.map(({ month, mrr, movements }): MonthBar => {
    const amounts = {
      new: Number(movements.new),
      expansion: Number(movements.expansion),
      reactivation: Number(movements.reactivation),
      contraction: Number(movements.contraction),
      churn: Number(movements.churn),
    };
    return {
      month,
      mrr: Number(mrr),
      isReconstructed: reconstructedUntil !== null && month <= reconstructedUntil.slice(0, 7),
      amounts,
      up: sumOf(amounts, gains),
      down: sumOf(amounts, losses),
    };
  });
  const mrrs = bars.map(({ mrr }) => mrr);
  return {
    bars,
    top: Math.max(0, ...bars.map(({ up }) => up)),
    bottom: Math.min(0, ...bars.map(({ down }) => down)),
    lowestMrr: Math.min(...mrrs),
    highestMrr: Math.max(...mrrs),
  };
};

export interface Block {
  readonly kind: MovementKind;
  /** Amounts between which it lies, the lower first. */
  readonly low: number;
  readonly high: number;
}

/** Stacked away from zero, to both sides. */
export const blocksOf = ({ amounts }: MonthBar): Block[] => {
  const blocks: Block[] = [];
  let up = 0;
  for (const kind of gains) {
    blocks.push({ kind, low: up, high: up + amounts[kind] });
    up += amounts[kind];
  }
  let down = 0;
  for (const kind of losses) {
    blocks.push({ kind, low: down + amounts[kind], high: down });
    down += amounts[kind];
  }
  return blocks.filter(({ low, high }) => high > low);
};

/** Round amounts from below the lowest to above the highest, zero among them. */
export const axisOf = ({ top, bottom }: Pick<Months, 'top' | 'bottom'>): number[] => {
  const [, step = 0] = valueTicks(Math.max(top, -bottom));
  if (step === 0) return [0];
  const first = Math.floor(bottom / step);
  const last = Math.ceil(top / step);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
};
