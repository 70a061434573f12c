import { createChance } from '../../chance.ts';
import { dayMs, pastDays } from '../durations.ts';
import type { Customer, PlanPeriod } from './customer.ts';

/** Changes of plans lie before the days that are lived through, with room for those who warm up. */
const livedDays = pastDays + 15;
/** Who came later than this has not changed anything yet. */
const youngMs = 60 * dayMs;

const before = { free: 'free', starter: 'free', pro: 'starter', team: 'pro' } as const;

/** What plans an established customer had until the past begins that is lived through. */
export const planHistoryOf = (
  { seed, beginsAt, index }: { seed: string; beginsAt: number; index: number },
  { plan, terms, signsUpAt }: Pick<Customer, 'plan' | 'terms' | 'signsUpAt'>,
): readonly PlanPeriod[] => {
  const chance = createChance(seed, 'plan history', index);
  const spanMs = beginsAt - livedDays * dayMs - signsUpAt;
  const steady = [{ from: signsUpAt, plan }];
  if (plan === 'free' || spanMs < youngMs) return steady;
  const atShare = (least: number, most: number): number =>
    Math.floor(signsUpAt + spanMs * (least + (most - least) * chance.next()));
  const story = chance.weighted({ grew: 5, stayed: 5, paused: 2 });
  if (story === 'grew')
    return [
      { from: signsUpAt, plan: before[plan] },
      { from: atShare(0.2, 0.9), plan },
    ];
  // Whoever has signed for a year does not stop in between, and neither does a card.
  if (story === 'stayed' || plan === 'team' || terms.paysBy === 'card') return steady;
  return [...steady, { from: atShare(0.2, 0.5), plan: 'free' }, { from: atShare(0.6, 0.9), plan }];
};
