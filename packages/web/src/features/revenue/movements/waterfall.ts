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

/** What there was at one end of the way. */
export interface Balance {
  readonly mrr: number;
  readonly customers: number;
  /** On the way, as of a step. */
  readonly at: number;
}

export interface Waterfall {
  readonly start: Balance;
  readonly end: Balance;
  readonly difference: number;
  readonly steps: readonly Step[];
}

/** Who pays became more or fewer by these. */
const payers: Readonly<Partial<Record<MovementKind, number>>> = {
  new: 1,
  reactivation: 1,
  churn: -1,
};

type Given = Pick<Revenue, 'movements' | 'current' | 'unconverted'>;

/** The movements one after the other, each where the one before it ended. */
export const toWaterfall = ({ movements, current, unconverted }: Given): Waterfall => {
  const first = Number(movements.start);
  let level = first;
  const levels = order.map((kind) => {
    const found = movements.kinds.find((each) => each.kind === kind);
    const amount = Number(found?.amount ?? 0);
    const from = level;
    level += amount;
    return { kind, amount, customers: found?.customers ?? 0, from, to: level };
  });
  const all = [first, ...levels.map(({ to }) => to)];
  const lowest = Math.min(...all);
  const span = Math.max(...all) - lowest;
  const place = (amount: number): number => (span === 0 ? 0 : (amount - lowest) / span);
  // Those of other currencies are not among the movements.
  const elsewhere = unconverted.reduce((sum, { subscribers }) => sum + subscribers, 0);
  const atEnd = current.subscribers - elsewhere;
  const change = levels.reduce((sum, each) => sum + (payers[each.kind] ?? 0) * each.customers, 0);
  return {
    start: { mrr: first, customers: atEnd - change, at: place(first) },
    end: { mrr: Number(movements.end), customers: atEnd, at: place(level) },
    difference: Number(movements.difference),
    steps: levels.map((step) => ({ ...step, from: place(step.from), to: place(step.to) })),
  };
};
