import type { Taffrail } from '@taffrail/node';
import { plans, type PlanName } from '../plans/plans.ts';
import type { Organization } from './organizations.store.ts';

/** On creation and after each change: the console shows a customer as it was told last. */
export const tellOrganization = (
  taffrail: Taffrail,
  { id, name, locale, createdAt }: Organization,
  plan: PlanName,
): Promise<void> =>
  taffrail.organization({ id, name, plan, seats: plans[plan].seats, locale, createdAt });
