import { z } from 'zod';
import { CustomerRef } from './customers.ts';
import { Day, IdParams, Timestamp } from './page.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

/** Of everything that AI jobs cost, of one organization's, or of a route's. */
export const BudgetScope = z.enum(['whole', 'organization', 'route']);
export type BudgetScope = z.infer<typeof BudgetScope>;

/** Of the reporting time zone. */
export const BudgetPeriod = z.enum(['day', 'month']);
export type BudgetPeriod = z.infer<typeof BudgetPeriod>;

/** `soft`: the soft limit is reached, `hard`: the hard one; the limits themselves count as reached. */
export const BudgetState = z.enum(['within', 'soft', 'hard']);
export type BudgetState = z.infer<typeof BudgetState>;

/** What a guard answers while it does not know what was spent: go on, or do not. */
export const OnUnknown = z.enum(['open', 'closed']);
export type OnUnknown = z.infer<typeof OnUnknown>;

const amountUsd = z.string().regex(/^\d{1,9}(\.\d{1,4})?$/, 'must be an amount as 250 or 12.50');

export const Budget = z.object({
  id: z.uuid(),
  scope: BudgetScope,
  /** Of a budget of an organization. */
  organization: CustomerRef.nullable(),
  /** Of a budget of a route. */
  route: z.string().nullable(),
  period: BudgetPeriod,
  softUsd: z.string().nullable(),
  hardUsd: z.string().nullable(),
  onUnknown: OnUnknown,
  /** The first and last day of the period under way. */
  from: Day,
  to: Day,
  /** Reported and priced cost of the period so far, with eight decimals. */
  spentUsd: z.string(),
  /** Jobs of the period whose cost nobody knows: what was spent is more than it says. */
  unpricedJobs: z.number().int(),
  state: BudgetState,
  /** Where the period ends at the pace that it had so far; null while a tenth of it is not over. */
  paceUsd: z.string().nullable(),
  createdAt: Timestamp,
});
export type Budget = z.infer<typeof Budget>;

export const Budgets = z.object({
  asOf: Timestamp,
  timeZone: z.string(),
  items: z.array(Budget),
});
export type Budgets = z.infer<typeof Budgets>;

export const listBudgets = defineRoute({
  method: 'GET',
  path: '/api/v1/budgets',
  summary: 'Budgets, what was spent of each, and where that leads. 200 at most.',
  access: 'usage.read',
  response: Budgets,
});

/** The same as CSV; audited. */
export const exportBudgets = defineRoute({
  method: 'GET',
  path: '/api/v1/budgets/export',
  summary: 'Budgets and what was spent of each, as CSV.',
  access: 'usage.read',
});

/** At least one limit; the soft one is not above the hard one. */
const limits = {
  softUsd: amountUsd.nullable().default(null),
  hardUsd: amountUsd.nullable().default(null),
  onUnknown: OnUnknown.default('open'),
};

const isNothing = (usd: string | null): boolean => usd !== null && Number(usd) === 0;

interface Limits {
  readonly softUsd: string | null;
  readonly hardUsd: string | null;
}

const checkLimits = ({ softUsd, hardUsd }: Limits, context: z.RefinementCtx): void => {
  const refuse = (field: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [field], message });
  if (softUsd === null && hardUsd === null) refuse('softUsd', 'must be given, or a hard limit');
  if (isNothing(softUsd)) refuse('softUsd', 'must be above zero');
  if (isNothing(hardUsd)) refuse('hardUsd', 'must be above zero');
  if (softUsd !== null && hardUsd !== null && Number(softUsd) > Number(hardUsd))
    refuse('softUsd', 'must not be above the hard limit');
};

export const CreateBudget = z
  .object({
    scope: BudgetScope,
    /** The id of the organization, the console's or the product's own; or the route. */
    value: Text(300).trim().min(1).optional(),
    period: BudgetPeriod,
    ...limits,
  })
  .superRefine((budget, context) => {
    checkLimits(budget, context);
    if ((budget.scope === 'whole') !== (budget.value === undefined))
      context.addIssue({
        code: 'custom',
        path: ['value'],
        message: budget.scope === 'whole' ? 'is for an organization or route' : 'must be given',
      });
  });
export type CreateBudget = z.infer<typeof CreateBudget>;

export const createBudget = defineRoute({
  method: 'POST',
  path: '/api/v1/budgets',
  summary: 'Make a budget. There is one of each scope and period: a second one is a conflict.',
  access: 'budgets.manage',
  body: CreateBudget,
  status: 201,
  response: z.object({ id: z.uuid() }),
});

export const ChangeBudget = z.object(limits).superRefine(checkLimits);
export type ChangeBudget = z.infer<typeof ChangeBudget>;

export const changeBudget = defineRoute({
  method: 'PUT',
  path: '/api/v1/budgets/:id',
  summary: 'Set the limits of a budget.',
  access: 'budgets.manage',
  params: IdParams,
  body: ChangeBudget,
  status: 204,
});

export const removeBudget = defineRoute({
  method: 'DELETE',
  path: '/api/v1/budgets/:id',
  summary: 'Remove a budget: nothing holds it any more.',
  access: 'budgets.manage',
  params: IdParams,
  status: 204,
});

/**
 * What `GET /ingest/v1/budgets` answers, with an ingest key: as much as a guard in the product
 * needs to answer from memory. `ETag` and `If-None-Match` save sending it again.
 */
export const GuardBudgets = z.object({
  asOf: Timestamp,
  budgets: z.array(
    z.object({
      scope: BudgetScope,
      /** The product's own id of the organization, or the route; null of the whole. */
      value: z.string().nullable(),
      period: BudgetPeriod,
      /** When the period is over, and what was spent begins at nothing again. */
      endsAt: Timestamp,
      spentUsd: z.string(),
      softUsd: z.string().nullable(),
      hardUsd: z.string().nullable(),
      state: BudgetState,
      onUnknown: OnUnknown,
    }),
  ),
});
export type GuardBudgets = z.infer<typeof GuardBudgets>;
