import { z } from 'zod';

export const PlanName = z.enum(['free', 'starter', 'pro', 'team']);
export type PlanName = z.infer<typeof PlanName>;

export interface Plan {
  readonly monthlyUsd: number;
  readonly seats: number;
  readonly discoveriesPerMonth: number;
  /** Granted when the plan begins. */
  readonly credits: number;
  readonly hasHeadhunts: boolean;
  /** Companies in a batch; 0 is no batches. */
  readonly batchSize: number;
}

export const plans: Readonly<Record<PlanName, Plan>> = {
  free: {
    monthlyUsd: 0,
    seats: 2,
    discoveriesPerMonth: 40,
    credits: 20,
    hasHeadhunts: false,
    batchSize: 0,
  },
  starter: {
    monthlyUsd: 49,
    seats: 5,
    discoveriesPerMonth: 200,
    credits: 400,
    hasHeadhunts: true,
    batchSize: 0,
  },
  pro: {
    monthlyUsd: 149,
    seats: 15,
    discoveriesPerMonth: 1_000,
    credits: 2_000,
    hasHeadhunts: true,
    batchSize: 25,
  },
  team: {
    monthlyUsd: 399,
    seats: 50,
    discoveriesPerMonth: 5_000,
    credits: 8_000,
    hasHeadhunts: true,
    batchSize: 100,
  },
};

const order = PlanName.options;

export const isUpgrade = (from: PlanName, to: PlanName): boolean =>
  order.indexOf(to) > order.indexOf(from);
