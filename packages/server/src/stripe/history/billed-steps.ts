import type { Subscription } from '../../revenue/revenue.ts';
import type { InvoiceLine } from './invoice-lines.ts';

type Item = Subscription['items'][number];

const dayMs = 86_400_000;

/** From this moment on it was billed like this; without items nothing was billed. */
export interface BilledStep {
  readonly at: Date;
  readonly items: readonly Item[];
  readonly until: Date;
}

/** The same day so many months later, or the last of a shorter month. */
const monthsLater = (at: Date, months: number): Date => {
  const later = new Date(at);
  later.setUTCDate(1);
  later.setUTCMonth(later.getUTCMonth() + months);
  const lastDay = new Date(
    Date.UTC(later.getUTCFullYear(), later.getUTCMonth() + 1, 0),
  ).getUTCDate();
  later.setUTCDate(Math.min(at.getUTCDate(), lastDay));
  return later;
};

/**
 * The interval of a price, out of a period that was billed: months as the calendar has them, those
 * that begin on the last day of a short month, too; else weeks or days.
 */
export const intervalOf = (
  startsAt: Date,
  endsAt: Date,
): Pick<Item, 'interval' | 'intervalCount'> => {
  const days = Math.max(1, Math.round((endsAt.getTime() - startsAt.getTime()) / dayMs));
  const months = Math.round(days / 30.44);
  const offDays = Math.abs(monthsLater(startsAt, months).getTime() - endsAt.getTime()) / dayMs;
  const isWeeks = days % 7 === 0;
  if (months >= 1 && offDays <= (isWeeks ? 0.5 : 3.5))
    return months % 12 === 0
      ? { interval: 'year', intervalCount: months / 12 }
      : { interval: 'month', intervalCount: months };
  return isWeeks
    ? { interval: 'week', intervalCount: days / 7 }
    : { interval: 'day', intervalCount: days };
};

const toItem = ({ itemId, amount, startsAt, endsAt }: InvoiceLine): Item => ({
  id: itemId,
  price: { unitAmount: String(amount) },
  quantity: 1,
  ...intervalOf(startsAt, endsAt),
  isMetered: false,
});

const timeOf = ({ startsAt }: InvoiceLine): number => startsAt.getTime();

/** What was paid for at a moment: of each item its latest period, with all lines of it (tiers). */
const linesAt = (lines: readonly InvoiceLine[], at: number): InvoiceLine[] => {
  const running = lines.filter((line) => timeOf(line) <= at && at < line.endsAt.getTime());
  return [...Map.groupBy(running, ({ itemId }) => itemId).values()].flatMap((ofItem) => {
    const latest = Math.max(...ofItem.map(timeOf));
    return ofItem.filter((line) => timeOf(line) === latest);
  });
};

/** A stretch that nobody paid for, longer than a day, between two that somebody did. */
const gapAfter = ({ until }: BilledStep, next: BilledStep | undefined): BilledStep[] =>
  next && next.at.getTime() - until.getTime() > dayMs
    ? [{ at: until, items: [], until: next.at }]
    : [];

/** How the price of a subscription went, by the periods that were billed. */
export const toBilledSteps = (lines: readonly InvoiceLine[]): BilledStep[] => {
  const regular = lines.filter(({ isProration, isMetered }) => !isProration && !isMetered);
  const moments = [...new Set(regular.map(timeOf))].sort((a, b) => a - b);
  const steps = moments.map((at) => {
    const running = linesAt(regular, at);
    const until = new Date(Math.max(...running.map(({ endsAt }) => endsAt.getTime())));
    return { at: new Date(at), items: running.map(toItem), until };
  });
  return steps.flatMap((step, index) => [step, ...gapAfter(step, steps[index + 1])]);
};

/** When something was changed in the middle of a period, and the rest of it billed. */
export const changesWithin = (
  lines: readonly InvoiceLine[],
  from: Date,
  to: Date,
): Date | undefined =>
  lines
    .filter(({ isProration, startsAt }) => isProration && startsAt > from && startsAt < to)
    .map(({ startsAt }) => startsAt)
    .toSorted((a, b) => a.getTime() - b.getTime())[0];
