import { createChance } from '../../../chance.ts';
import { dayMs } from '../../durations.ts';
import type { Customer, World } from '../../world/customer.ts';

/** One month's bill of a card: when it is drawn up, and when the card is tried. */
export interface Charge {
  /** From the month in which the world began: before it, negative. */
  readonly month: number;
  readonly createdAt: number;
  /** All but the last fail. */
  readonly attempts: readonly number[];
}

/** A card that fails is tried again after so many days. */
const retryDays = [0, 3, 8, 14] as const;

/** Bills reach so far back. */
const months = 12;

/** As the world begins, these many attempts of three cards have failed: there is something to see. */
const begunFailing = [
  { daysAgo: 2, attempts: 2 },
  { daysAgo: 5, attempts: 3 },
  { daysAgo: 9, attempts: 4 },
] as const;

const addMonths = (at: number, count: number): number => {
  const date = new Date(at);
  date.setUTCDate(Math.min(date.getUTCDate(), 28));
  return date.setUTCMonth(date.getUTCMonth() + count);
};

/**
 * The bills of who pays by card, up to a moment.
 *
 * @param position among those who do
 */
export const chargesOf = (
  { seed, beginsAt }: World,
  customer: Customer,
  position: number,
  until: number,
): Charge[] => {
  const failing = begunFailing[position];
  const anchor = createChance(seed, 'billing day', position);
  const daysAgo = failing?.daysAgo ?? 10 + 20 * anchor.next();
  const charges: Charge[] = [];
  for (let month = -months; ; month += 1) {
    const createdAt = addMonths(beginsAt - daysAgo * dayMs, month);
    if (createdAt > until) return charges;
    if (createdAt < customer.signsUpAt) continue;
    const chance = createChance(seed, 'charge', position, month);
    const drawn = Number(chance.weighted({ '1': 88, '2': 7, '3': 3, '4': 2 }));
    const attempts = month === 0 && failing ? failing.attempts : drawn;
    charges.push({
      month,
      createdAt,
      attempts: retryDays.slice(0, attempts).map((days) => createdAt + days * dayMs),
    });
  }
};
