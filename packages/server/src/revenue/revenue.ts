import type { ProductConfig } from '@taffrail/contract';
import type { RevenueRules } from './record-subscriptions.ts';

/** What other slices may use of revenue: they tell of subscriptions, by these rules. */
export {
  leaveOutUnchanged,
  noteBilledCountries,
  recordSubscriptions,
  type RevenueRules,
  type ToldSubscription,
} from './record-subscriptions.ts';
export {
  readRevenueByCustomer,
  type CustomerRevenue,
  type RevenueByCustomer,
} from './reading/customer-revenue.ts';
export { lockRevenue } from './revenue.store.ts';
export { minorDigits, toMajor, type Rates } from './rules/currency.ts';
export type { Before } from './rules/story-part.ts';
export { Subscription } from './rules/subscription.ts';
export { toTold as readToldRecord } from './told/to-told.ts';

const defaultCurrency = 'eur';

/** As the configuration has it: amounts are shown in one currency, and days are of one zone. */
export const revenueRules = (
  { revenue }: ProductConfig,
  reportingTimeZone: string,
): RevenueRules => ({
  rates: { reporting: revenue?.currency ?? defaultCurrency, rates: revenue?.rates ?? {} },
  timeZone: reportingTimeZone,
});
