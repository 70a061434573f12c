import type { Budget, BudgetPeriod, BudgetScope, OnUnknown } from '@taffrail/contract';
import type { StatusName } from '../../ui/status.tsx';
import { nameOf } from '../../ui/customer-name.ts';

export const scopeWords = {
  whole: 'Everything',
  route: 'A route',
  organization: 'An organization',
} as const satisfies Record<BudgetScope, string>;

export const periodWords = { day: 'Day', month: 'Month' } as const satisfies Record<
  BudgetPeriod,
  string
>;

export const stateWords = {
  within: { status: 'ok', word: 'Within' },
  soft: { status: 'warning', word: 'Above soft limit' },
  hard: { status: 'error', word: 'Used up' },
} as const satisfies Record<Budget['state'], { status: StatusName; word: string }>;

/** What the product's guard does while it cannot ask. */
export const onUnknownWords = {
  open: 'Go on',
  closed: 'Stop',
} as const satisfies Record<OnUnknown, string>;

/** `Everything`, `Acme`, `/discover`. */
export const subjectOf = ({ organization, route }: Budget): string => {
  if (organization) return nameOf(organization);
  return route ?? scopeWords.whole;
};

/** Names it in buttons: "the monthly budget of Acme". */
export const nameOfBudget = (budget: Budget): string =>
  `the ${budget.period === 'day' ? 'daily' : 'monthly'} budget of ${subjectOf(budget)}`;
