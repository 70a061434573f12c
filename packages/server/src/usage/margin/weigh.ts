import { Fraction } from 'fraction.js';
import { minorDigits, type CustomerRevenue, type Rates } from '../../revenue/revenue.ts';
import type { OrganizationCost } from './margin.store.ts';

/** Of the reporting currency, in its minor unit; costs are null where dollars have no rate. */
export interface Weighed {
  readonly organizationId: string;
  readonly revenue: number;
  readonly costUsd: string;
  readonly cost: number | null;
  readonly margin: number | null;
  readonly jobs: number;
  readonly unpricedJobs: number;
}

/** What a dollar is worth in the reporting currency. */
export const usdRateOf = ({ reporting, rates }: Rates): string | undefined =>
  reporting === 'usd' ? '1' : rates['usd'];

/** Dollars in the minor unit of the reporting currency, rounded once. */
export const toCost = (costUsd: string, rates: Rates): number | null => {
  const rate = usdRateOf(rates);
  if (rate === undefined) return null;
  const units = new Fraction(costUsd).mul(rate).mul(10 ** minorDigits(rates.reporting));
  return units.round().valueOf();
};

const byId = (a: Weighed, b: Weighed): number => (a.organizationId < b.organizationId ? -1 : 1);

/** The largest loss first; where costs cannot be compared with revenue, the largest cost. */
const byLoss = (a: Weighed, b: Weighed): number => {
  const lost = (a.margin ?? 0) - (b.margin ?? 0);
  return lost || Number(b.costUsd) - Number(a.costUsd) || byId(a, b);
};

/** Revenue and cost of every organization that has either. */
export const weigh = (
  customers: readonly CustomerRevenue[],
  costs: readonly OrganizationCost[],
  rates: Rates,
): Weighed[] => {
  const revenues = new Map<string, number>();
  for (const { organizationId, currency, minor } of customers) {
    if (organizationId === null || currency !== rates.reporting) continue;
    revenues.set(organizationId, (revenues.get(organizationId) ?? 0) + minor);
  }
  const known = new Map<string, OrganizationCost>();
  for (const cost of costs) if (cost.organizationId !== null) known.set(cost.organizationId, cost);
  return [...new Set([...revenues.keys(), ...known.keys()])]
    .map((organizationId): Weighed => {
      const { costUsd = '0', jobs = 0, unpricedJobs = 0 } = known.get(organizationId) ?? {};
      const revenue = revenues.get(organizationId) ?? 0;
      const cost = toCost(costUsd, rates);
      return {
        organizationId,
        revenue,
        costUsd,
        cost,
        margin: cost === null ? null : revenue - cost,
        jobs,
        unpricedJobs,
      };
    })
    .toSorted(byLoss);
};
