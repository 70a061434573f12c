import { createChance } from '../../../chance.ts';
import { hourMs, minuteMs, secondMs } from '../../durations.ts';
import type { World } from '../../world/customer.ts';
import { attemptsUntil, triggerNumberOf, type Attempt } from '../autofix/autofix-reports.ts';

/** What an agent was set to mend: when it broke, and when it was whole again. */
export interface Trouble extends Attempt {
  /** By which Sentry, or CI, and the agent call it. */
  readonly number: number;
  readonly breaksAt: number;
  readonly endsAt: number;
}

/** All that may have broken up to a moment; nothing from before the world began. */
export const troublesUntil = (
  world: World,
  trigger: Attempt['trigger'],
  until: number,
): Trouble[] => {
  const { seed, beginsAt } = world;
  // It breaks before somebody tries to mend it.
  return attemptsUntil(world, until + hourMs)
    .filter((attempt) => attempt.trigger === trigger && attempt.at > beginsAt)
    .map((attempt) => {
      const { id, at, outcome } = attempt;
      const chance = createChance(seed, 'trouble', id);
      const breaksAt = at - chance.integer(9, 25) * minuteMs;
      // What the agent leaves, people see to later.
      const mendedIn = chance.integer(3, 7) * minuteMs;
      const seenToIn = chance.integer(60, 300) * minuteMs;
      return {
        ...attempt,
        number: triggerNumberOf(seed, id),
        breaksAt: Math.max(breaksAt, beginsAt + 20 * secondMs),
        endsAt: at + (outcome === 'fixed' ? mendedIn : seenToIn),
      };
    });
};
