import { MovementKind, type Revenue, type RevenueFigures } from '@taffrail/contract';
import { toMajor, toMinor } from '../rules/currency.ts';
import { daysLater, type Period } from './periods.ts';
import type { StretchSum, Sum } from './reading.store.ts';

/** A stretch of days up to a moment of its last. */
export interface BookPeriod extends Period {
  /** What moves on the last day after that moment. */
  readonly later: readonly Sum[];
}

/** Who pays: those who began less those who stopped. */
const signs: Readonly<Record<string, number>> = { new: 1, reactivation: 1, churn: -1 };

const payersIn = (sums: readonly Sum[]): number =>
  sums.reduce((count, { kind, customers }) => count + (signs[kind] ?? 0) * customers, 0);

const customersOf = (sums: readonly Sum[], kind: MovementKind): number =>
  sums.reduce((count, sum) => count + (sum.kind === kind ? sum.customers : 0), 0);

/** In the minor unit, whole. */
const amountOf = (sums: readonly Sum[]): number =>
  sums.reduce((total, { amount, currency }) => total + toMinor(amount, currency), 0);

const undo = ({ amount, customers, ...sum }: Sum): Sum => ({
  ...sum,
  amount: amount.startsWith('-') ? amount.slice(1) : `-${amount}`,
  customers: -customers,
});

/** The edges that a book needs to tell of periods: where each begins and where it is over. */
export const edgesOf = (periods: readonly Period[]): string[] =>
  [...new Set(periods.flatMap(({ first, last }) => [first, daysLater(last, 1)]))].sort();

/** What moved, to be asked for periods between its edges. Amounts are of the reporting currency. */
export const openBook = (
  edges: readonly string[],
  sums: readonly StretchSum[],
  currency: string,
) => {
  const isReported = (sum: Sum): boolean => sum.currency === currency;

  const before = (day: string): Sum[] =>
    sums.filter(({ stretch }) => stretch <= edges.indexOf(day));

  const during = ({ first, last, later }: BookPeriod): Sum[] => {
    const [from, to] = [edges.indexOf(first), edges.indexOf(daysLater(last, 1))];
    const whole: Sum[] = sums.filter(({ stretch }) => stretch > from && stretch <= to);
    return [...whole, ...later.map(undo)];
  };

  const upTo = (period: BookPeriod): Sum[] => [...before(period.first), ...during(period)];

  return {
    figures: (period: BookPeriod): RevenueFigures => {
      const moved = during(period);
      const all = upTo(period);
      const mrr = amountOf(all.filter(isReported));
      const payers = payersIn(all.filter(isReported));
      const activeAtStart = payersIn(before(period.first));
      const cancelled = customersOf(moved, 'churn');
      return {
        mrr: toMajor(mrr, currency),
        subscribers: payersIn(all),
        arpu: payers > 0 ? toMajor(Math.round(mrr / payers), currency) : null,
        newSubscribers: customersOf(moved, 'new'),
        cancelled,
        activeAtStart,
        churnRate: activeAtStart > 0 ? cancelled / activeAtStart : null,
      };
    },

    movements: (period: BookPeriod): Revenue['movements'] => {
      const moved = during(period).filter(isReported);
      const start = amountOf(before(period.first).filter(isReported));
      const end = amountOf(upTo(period).filter(isReported));
      const kinds = MovementKind.options.map((kind) => ({
        kind,
        amount: amountOf(moved.filter((sum) => sum.kind === kind)),
        customers: customersOf(moved, kind),
      }));
      const explained = kinds.reduce((total, { amount }) => total + amount, 0);
      return {
        start: toMajor(start, currency),
        kinds: kinds.map((one) => ({ ...one, amount: toMajor(one.amount, currency) })),
        end: toMajor(end, currency),
        difference: toMajor(end - start - explained, currency),
      };
    },

    /** The currencies without a rate, each in its own. */
    unconverted: (period: BookPeriod): Revenue['unconverted'] =>
      [...Map.groupBy(upTo(period), (sum) => sum.currency)]
        .filter(([other, known]) => other !== currency && payersIn(known) > 0)
        .map(([other, known]) => ({
          currency: other,
          mrr: toMajor(amountOf(known), other),
          subscribers: payersIn(known),
        }))
        .toSorted((a, b) => (a.currency < b.currency ? -1 : 1)),

    /** What of the MRR is announced to go after a period. */
    leaving: ({ last, later }: BookPeriod): string => {
      const after = edges.indexOf(daysLater(last, 1));
      const toCome: Sum[] = [...sums.filter(({ stretch }) => stretch > after), ...later];
      const lost = toCome.filter((sum) => isReported(sum) && sum.kind === 'churn');
      return toMajor(amountOf(lost), currency);
    },
  };
};
