import type { MovementKind, Revenue } from '@taffrail/contract';

/** One step of the way from start to end. */
export interface Step {
  readonly kind: MovementKind;
  readonly amount: number;
  readonly customers: number;
  /** Where it begins and ends, of what the way spans: 0 is the lowest MRR on it, 1 the highest. */
  readonly from: number;
  readonly to: number;
}

/** What came first, then what went: so the way is up, and down again. */
const order: readonly MovementKind[] = ['new', 'expansion', 'reactivation', 'contraction', 'churn'];

export interface Waterfall {
  readonly start: number;
  readonly end: number;
  readonly difference: number;
  readonly steps: readonly Step[];
}

/** The movements one after the other, each where the one before it ended. */
export const toWaterfall = ({ start, end, difference, kinds }: Revenue['movements']): Waterfall => {
  const first = Number(start);
  let level = first;
  const levels = order.map((kind) => {
    const found = kinds.find((each) => each.kind === kind);
    const amount = Number(found?.amount ?? 0);
    const from = level;
    level += amount;
    return { kind, amount, customers: found?.customers ?? 0, from, to: level };
  });
  const all = [first, ...levels.map(({ to }) => to)];
  const lowest = Math.min(...all);
  const span = Math.max(...all) - lowest;
  const place = (amount: number): number => (span === 0 ? 0 : (amount - lowest) / span);
  return {
    start: first,
    end: Number(end),
    difference: Number(difference),
    steps: levels.map((step) => ({ ...step, from: place(step.from), to: place(step.to) })),
  };
};
