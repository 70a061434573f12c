import type { Transaction } from '../../platform/db/database.ts';
import { daysLater, monthStart, type Period } from '../../platform/time/day-periods.ts';
import { convert, minorDigits, type Rates } from '../rules/currency.ts';
import {
  hasSubscriptions,
  sumMeteredByCustomer,
  sumRecurring,
  type CustomerAmount,
} from './customer-revenue.store.ts';

/** What a customer was worth in a period, in the minor unit of one currency. */
export interface CustomerRevenue {
  readonly customerId: string;
  /** Null when it is not known whose subscriptions they are. */
  readonly organizationId: string | null;
  /** The reporting currency, or one without a rate. */
  readonly currency: string;
  readonly minor: number;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const daysInMonth = (day: string): number => Number(daysLater(monthStart(day, 1), -1).slice(8));

/** A day earns its share of its month, so that a whole month earns what is paid every month. */
export const earnedFrom = ({ first, last }: Period): { day: string; months: string }[] => {
  const earned: { day: string; months: string }[] = [];
  let months = 0;
  for (let day = last; day >= first; day = daysLater(day, -1)) {
    months += 1 / daysInMonth(day);
    earned.push({ day, months: months.toFixed(12) });
  }
  return earned;
};

const toMinorUnits = ({ amount, currency }: CustomerAmount): number =>
  Math.round(Number(amount) * 10 ** minorDigits(currency));

const reported = (
  amount: CustomerAmount,
  rates: Rates,
): Omit<CustomerRevenue, 'organizationId'> => {
  const { customerId, currency } = amount;
  const minor = toMinorUnits(amount);
  const converted = convert(minor, currency, rates);
  return converted === undefined
    ? { customerId, currency, minor }
    : { customerId, currency: rates.reporting, minor: converted };
};

export interface RevenueByCustomer {
  /** Whether anybody ever told of a subscription. */
  readonly isConnected: boolean;
  /** One of each customer and currency. */
  readonly customers: readonly CustomerRevenue[];
}

/** Each day's MRR by its share of the month, and what was billed for use, of each customer. */
export const readRevenueByCustomer = async (
  trx: Transaction,
  { period, now, timeZone }: { period: Period; now: Date; timeZone: string },
  rates: Rates,
): Promise<RevenueByCustomer> => {
  const recurring = await sumRecurring(trx, { ...period, now, months: earnedFrom(period) });
  const metered = await sumMeteredByCustomer(trx, { ...period, now, timeZone });
  const sums = new Map<string, CustomerRevenue>();
  for (const amount of [...recurring, ...metered]) {
    const { customerId, currency, minor } = reported(amount, rates);
    const name = `${currency} ${customerId}`;
    sums.set(name, {
      customerId,
      organizationId: uuid.test(customerId) ? customerId : null,
      currency,
      minor: minor + (sums.get(name)?.minor ?? 0),
    });
  }
  return { isConnected: await hasSubscriptions(trx), customers: [...sums.values()] };
};
