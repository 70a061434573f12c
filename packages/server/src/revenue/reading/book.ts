import { MovementKind, type Revenue, type RevenueFigures } from '@taffrail/contract';
import { toMajor, toMinor } from '../rules/currency.ts';
import { daysLater, type Period } from '../../platform/time/day-periods.ts';
import type { StretchSum, Sum } from './reading.store.ts';

/** A stretch of days up to a moment of its last. */
export interface BookPeriod extends Period {
  /** What moves on the last day after that moment. */
  readonly later: readonly Sum[];
}

/** A sum with its amount in the minor unit, whole: reckoned once, since it is added up often. */
interface Entry {
  readonly currency: string;
  readonly kind: string;
  readonly minor: number;
  readonly customers: number;
}

const toEntry = ({ currency, kind, amount, customers }: Sum): Entry => ({
  currency,
  kind,
  minor: toMinor(amount, currency),
  customers,
});

const undo = (entry: Entry): Entry => ({
  ...entry,
  minor: -entry.minor,
  customers: -entry.customers,
});

/** Who pays: those who began less those who stopped. */
const signs: Readonly<Record<string, number>> = { new: 1, reactivation: 1, churn: -1 };

const payersIn = (entries: readonly Entry[]): number =>
  entries.reduce((count, { kind, customers }) => count + (signs[kind] ?? 0) * customers, 0);

const customersOf = (entries: readonly Entry[], kind: MovementKind): number =>
  entries.reduce((count, entry) => count + (entry.kind === kind ? entry.customers : 0), 0);

const amountOf = (entries: readonly Entry[]): number =>
  entries.reduce((total, { minor }) => total + minor, 0);

/** The edges that a book needs to tell of periods: where each begins and where it is over. */
export const edgesOf = (periods: readonly Period[]): string[] =>
  [...new Set(periods.flatMap(({ first, last }) => [first, daysLater(last, 1)]))].sort();

/** What moved, to be asked for periods between its edges. Amounts are of the reporting currency. */
export const openBook = (
  edges: readonly string[],
  sums: readonly StretchSum[],
  currency: string,
) => {
  const entries = sums.map((sum) => ({ ...toEntry(sum), stretch: sum.stretch }));
  const isReported = (entry: Entry): boolean => entry.currency === currency;

  const before = (day: string): Entry[] => {
    const edge = edges.indexOf(day);
    return entries.filter(({ stretch }) => stretch <= edge);
  };

  const during = ({ first, last, later }: BookPeriod): Entry[] => {
    const [from, to] = [edges.indexOf(first), edges.indexOf(daysLater(last, 1))];
    const whole: Entry[] = entries.filter(({ stretch }) => stretch > from && stretch <= to);
    return [...whole, ...later.map(toEntry).map(undo)];
  };

  const upTo = (period: BookPeriod): Entry[] => [...before(period.first), ...during(period)];

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

    /** What each kind of movement came to. */
    amountsByKind: (period: BookPeriod): Record<MovementKind, string> => {
      const moved = during(period).filter(isReported);
      const amount = (kind: MovementKind): string =>
        toMajor(amountOf(moved.filter((entry) => entry.kind === kind)), currency);
      return {
        new: amount('new'),
        expansion: amount('expansion'),
        reactivation: amount('reactivation'),
        contraction: amount('contraction'),
        churn: amount('churn'),
      };
    },

    movements: (period: BookPeriod): Revenue['movements'] => {
      const moved = during(period).filter(isReported);
      const start = amountOf(before(period.first).filter(isReported));
      const end = amountOf(upTo(period).filter(isReported));
      const kinds = MovementKind.options.map((kind) => ({
        kind,
        amount: amountOf(moved.filter((entry) => entry.kind === kind)),
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
      [...Map.groupBy(upTo(period), (entry) => entry.currency)]
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
      const toCome: Entry[] = [
        ...entries.filter(({ stretch }) => stretch > after),
        ...later.map(toEntry),
      ];
      const lost = toCome.filter((entry) => isReported(entry) && entry.kind === 'churn');
      return toMajor(amountOf(lost), currency);
    },
  };
};
