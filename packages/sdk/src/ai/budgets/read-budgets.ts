import { isFields, textOf } from '../fields.ts';

/** A budget as the console tells it; amounts are US dollars, decimal text. */
export interface Budget {
  readonly scope: 'whole' | 'organization' | 'route';
  /** The organization's id, as the product has it, or the route; null of the whole. */
  readonly value: string | null;
  readonly spentUsd: string;
  readonly softUsd: string | null;
  readonly hardUsd: string | null;
  readonly state: 'within' | 'soft' | 'hard';
  /** What the guard answers while it does not know what was spent. */
  readonly onUnknown: 'open' | 'closed';
  /** When its period is over, and it begins anew. */
  readonly endsAt: string | undefined;
}

export interface ToldBudgets {
  readonly asOf: string;
  readonly budgets: readonly Budget[];
}

const scopes: ReadonlySet<unknown> = new Set(['whole', 'organization', 'route']);
const states: ReadonlySet<unknown> = new Set(['within', 'soft', 'hard']);

const isAmount = (value: unknown): value is string =>
  typeof value === 'string' && /^\d+(\.\d+)?$/.test(value);

const amountOrNull = (value: unknown): string | null => (isAmount(value) ? value : null);

function toBudget(given: unknown): Budget | undefined {
  if (!isFields(given)) return undefined;
  const { scope, state, spentUsd } = given;
  const value = textOf(given['value']) ?? null;
  if (!scopes.has(scope) || !states.has(state) || !isAmount(spentUsd)) return undefined;
  if ((scope === 'whole') !== (value === null)) return undefined;
  return {
    scope: scope as Budget['scope'],
    value,
    spentUsd,
    softUsd: amountOrNull(given['softUsd']),
    hardUsd: amountOrNull(given['hardUsd']),
    state: state as Budget['state'],
    onUnknown: given['onUnknown'] === 'closed' ? 'closed' : 'open',
    endsAt: textOf(given['endsAt']),
  };
}

/** Undefined for anything but what the console says: half of it would let through what it forbids. */
export function readBudgets(body: string): ToldBudgets | undefined {
  let told: unknown;
  try {
    told = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (!isFields(told) || !Array.isArray(told['budgets'])) return undefined;
  const asOf = textOf(told['asOf']);
  const budgets = told['budgets'].map(toBudget).filter((budget) => budget !== undefined);
  if (asOf === undefined || budgets.length !== told['budgets'].length) return undefined;
  return { asOf, budgets };
}
