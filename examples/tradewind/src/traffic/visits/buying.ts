import type { packs } from '../../credits/credits.ts';
import { plans, type PlanName } from '../../plans/plans.ts';

/** Owners buy when less than this share of what the plan brought is left; on the free plan hardly. */
const buyBelow: Readonly<Record<PlanName, number>> = {
  free: 0.02,
  starter: 0.3,
  pro: 0.3,
  team: 0.3,
};
export const packFor = (plan: PlanName): keyof typeof packs =>
  plan === 'team' ? 2000 : plan === 'pro' ? 500 : 100;
export const isLow = (balance: number, plan: PlanName): boolean =>
  balance < plans[plan].credits * buyBelow[plan];
