import type { OrganizationMargin, UsageMargin, UsageRange } from '@taffrail/contract';
import { Fraction } from 'fraction.js';
import type { Transaction } from '../../platform/db/database.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { findAskedPeriods } from '../../platform/time/asked-days.ts';
import type { Period } from '../../platform/time/day-periods.ts';
import {
  readRevenueByCustomer,
  revenueRules,
  toMajor,
  type CustomerRevenue,
  type Rates,
} from '../../revenue/revenue.ts';
import type { AppContext } from '../../slice.ts';
import { findPresent } from '../reading/calendar.store.ts';
import { toUsd } from '../reading/figures.ts';
import { findFirstDay } from '../reading/usage.store.ts';
import { listOrganizationCosts, listOrganizations, type OrganizationCost } from './margin.store.ts';
import { toCost, usdRateOf, weigh, type Weighed } from './weigh.ts';

export type MarginContext = Pick<
  AppContext,
  'db' | 'clock' | 'log' | 'product' | 'reportingTimeZone'
>;

const mostRows = 100;

const moneyOf = (minor: number | null, currency: string): string | null =>
  minor === null ? null : toMajor(minor, currency);

/** Weighed organizations with their names. */
export const nameOrganizations = async (
  db: Transaction | MarginContext['db'],
  weighed: readonly Weighed[],
  currency: string,
): Promise<OrganizationMargin[]> => {
  const known = new Map(
    (
      await listOrganizations(
        db,
        weighed.map(({ organizationId }) => organizationId),
      )
    ).map((one) => [one.id, one]),
  );
  return weighed.map(({ organizationId: id, revenue, cost, margin, costUsd, ...counts }) => {
    const { externalId = null, name = null, plan = null } = known.get(id) ?? {};
    return {
      organization: { id, externalId, name },
      plan,
      revenue: toMajor(revenue, currency),
      costUsd: toUsd(costUsd),
      cost: moneyOf(cost, currency),
      margin: moneyOf(margin, currency),
      ...counts,
    };
  });
};

const sumOf = (customers: readonly CustomerRevenue[]): number =>
  customers.reduce((sum, { minor }) => sum + minor, 0);

const customersIn = (customers: readonly CustomerRevenue[]): number =>
  new Set(customers.map(({ customerId }) => customerId)).size;

const unconvertedOf = (
  customers: readonly CustomerRevenue[],
  { reporting }: Rates,
): UsageMargin['unconverted'] =>
  [...Map.groupBy(customers, ({ currency }) => currency)]
    .filter(([currency]) => currency !== reporting)
    .map(([currency, those]) => ({
      currency,
      revenue: toMajor(sumOf(those), currency),
      customers: customersIn(those),
    }))
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1));

const totalOf = (
  reported: readonly CustomerRevenue[],
  costs: readonly OrganizationCost[],
  rates: Rates,
): UsageMargin['total'] => {
  const revenue = sumOf(reported);
  const costUsd = costs.reduce((sum, cost) => sum.add(cost.costUsd), new Fraction(0)).toString(8);
  const cost = toCost(costUsd, rates);
  return {
    revenue: toMajor(revenue, rates.reporting),
    costUsd: toUsd(costUsd),
    cost: moneyOf(cost, rates.reporting),
    margin: moneyOf(cost === null ? null : revenue - cost, rates.reporting),
  };
};

/** What both sides of a period come to, before it is decided what of it is shown. */
export const readWeighed = async (
  trx: Transaction,
  { product, reportingTimeZone: timeZone }: Pick<MarginContext, 'product' | 'reportingTimeZone'>,
  { period, now }: { period: Period; now: Date },
) => {
  const { rates } = revenueRules(product, timeZone);
  const told = await readRevenueByCustomer(trx, { period, now, timeZone }, rates);
  const costs = await listOrganizationCosts(trx, period);
  return { ...told, rates, costs, weighed: weigh(told.customers, costs, rates) };
};

export const readMargin = (context: MarginContext, range: UsageRange): Promise<UsageMargin> => {
  const { db, clock, reportingTimeZone: timeZone } = context;
  const now = clock.now();
  return readSnapshot(db, async (trx) => {
    const { today } = await findPresent(trx, now, timeZone);
    const { current: period } = findAskedPeriods(range, today);
    const found = await readWeighed(trx, context, { period, now });
    const { rates, customers, costs, weighed } = found;
    const { reporting: currency } = rates;
    const reported = customers.filter((one) => one.currency === currency);
    const unmapped = reported.filter(({ organizationId }) => organizationId === null);
    const nobodys = costs.find(({ organizationId }) => organizationId === null);
    const canLose = usdRateOf(rates) !== undefined;
    return {
      asOf: now.toISOString(),
      timeZone,
      from: period.first,
      to: period.last,
      currency,
      usdRate: usdRateOf(rates) ?? null,
      isRevenueConnected: found.isConnected,
      since: await findFirstDay(trx),
      total: totalOf(reported, costs, rates),
      unmapped: { revenue: toMajor(sumOf(unmapped), currency), customers: customersIn(unmapped) },
      unconverted: unconvertedOf(customers, rates),
      unattributed: {
        costUsd: toUsd(nobodys?.costUsd ?? '0'),
        cost: moneyOf(toCost(nobodys?.costUsd ?? '0', rates), currency),
        jobs: nobodys?.jobs ?? 0,
      },
      organizations: weighed.length,
      losing: canLose ? weighed.filter(({ margin }) => (margin ?? 0) < 0).length : null,
      rows: await nameOrganizations(trx, weighed.slice(0, mostRows), currency),
    };
  });
};
