import { toText } from '../../capture/activity.ts';
import type { Session } from '../../capture/session.ts';
import type { BudgetFeed, KnownBudgets } from './budget-feed.ts';
import type { Budget } from './read-budgets.ts';

export interface GuardOptions {
  /** The route of the calls that would follow, as `AiAbout` has it: a budget may be one route's. */
  route?: string | undefined;
}

export interface GuardAnswer {
  /** Whether to go on. */
  readonly allowed: boolean;
  /**
   * - `within`: below all limits, or there is no budget for it
   * - `soft`: over a soft limit; goes on
   * - `hard`: over a hard limit; does not
   * - `unknown`: nobody knows, since the console was never reached or not for two minutes. Whether it
   *   goes on is the rule of the strictest budget that is known, else the client's `onUnknownBudgets`.
   */
  readonly state: 'within' | 'soft' | 'hard' | 'unknown';
  /** The budget that it stands on: the worst of those that apply, nearest to its limit. */
  readonly budget: Budget | undefined;
  /** Up to when what it stands on was counted, by the console: RFC 3339. */
  readonly asOf: string | undefined;
  /** How long ago the console was last heard, in milliseconds. */
  readonly ageMs: number | undefined;
}

/**
 * May this session spend more on models? Answers at once, from what the background has fetched; it
 * waits for nothing and never throws. The first call begins to fetch, unless the option `budgets` has
 * done so already.
 */
export interface Guard {
  (session: Session | null | undefined, options?: GuardOptions): GuardAnswer;
}

const ranks = { within: 0, soft: 1, hard: 2 } as const;

/** How much of its limit is spent. */
const share = ({ spentUsd, hardUsd, softUsd }: Budget): number =>
  Number(spentUsd) / Number(hardUsd ?? softUsd ?? Infinity);

const isWorse = (one: Budget, other: Budget | undefined): boolean =>
  other === undefined ||
  ranks[one.state] > ranks[other.state] ||
  (ranks[one.state] === ranks[other.state] && share(one) > share(other));

function decide(
  { budgets, asOf, ageMs, isStale }: KnownBudgets,
  onUnknown: 'open' | 'closed',
): GuardAnswer {
  const known = { asOf, ageMs };
  let worst: Budget | undefined;
  for (const budget of budgets) if (isWorse(budget, worst)) worst = budget;
  if (isStale) {
    const budget = budgets.find((each) => each.onUnknown === 'closed') ?? worst;
    const rule = budget?.onUnknown ?? onUnknown;
    return { ...known, allowed: rule === 'open', state: 'unknown', budget };
  }
  const state = worst?.state ?? 'within';
  return { ...known, allowed: state !== 'hard', state, budget: worst };
}

/** What cannot be read is nobody's: what holds for all holds for it. */
function tryText(read: () => unknown): string | undefined {
  try {
    return toText(read());
  } catch {
    return undefined;
  }
}

export const createGuard =
  (feed: BudgetFeed, onUnknown: 'open' | 'closed'): Guard =>
  (session, options) => {
    const organizationId = tryText(() => session?.organizationId);
    const route = tryText(() => options?.route);
    return decide(feed.read(organizationId, route), onUnknown);
  };
