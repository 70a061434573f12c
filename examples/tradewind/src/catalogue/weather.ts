import { createChance, type Chance } from '../chance.ts';
import type { PlanName } from '../plans/plans.ts';

/** How the catalogue is doing: it has slow hours, and about once a week it is out. */
export interface Weather {
  readonly slowdown: number;
  readonly failureShare: number;
}

export type Outcome =
  | { readonly is: 'answered'; readonly latencyMs: number }
  | { readonly is: 'unavailable' | 'timeout'; readonly latencyMs: number };

const dayMs = 86_400_000;
const minuteMs = 60_000;
const fair: Weather = { slowdown: 1, failureShare: 0 };

/** The free plan waits in the queue of everybody; the team's has a lane of its own. */
const byPlan: Readonly<Record<PlanName, { latencyMs: number; failureShare: number }>> = {
  free: { latencyMs: 900, failureShare: 0.12 },
  starter: { latencyMs: 550, failureShare: 0.07 },
  pro: { latencyMs: 350, failureShare: 0.04 },
  team: { latencyMs: 220, failureShare: 0.025 },
};

/** Longer than this and the catalogue is given up on. */
export const timeoutMs = 8_000;

/** A stretch of time in which the catalogue is not as it should be. */
export interface Spell {
  readonly is: 'out' | 'slow';
  readonly startsAt: number;
  readonly endsAt: number;
}

const spellsOf = (seed: string, day: number): readonly Spell[] => {
  const chance = createChance(seed, 'weather', day);
  const hasOutage = chance.happens(0.15);
  const outageAt = day * dayMs + chance.integer(6, 18) * 60 * minuteMs;
  const outageMs = chance.integer(20, 50) * minuteMs;
  const slowAt = day * dayMs + chance.integer(0, 22) * 60 * minuteMs;
  const slow: Spell = { is: 'slow', startsAt: slowAt, endsAt: slowAt + 90 * minuteMs };
  return hasOutage
    ? [{ is: 'out', startsAt: outageAt, endsAt: outageAt + outageMs }, slow]
    : [slow];
};

/** Those of the days from one moment to another: none goes past midnight. */
export const spellsBetween = (seed: string, fromMs: number, toMs: number): Spell[] => {
  const first = Math.floor(fromMs / dayMs);
  const days = Math.max(0, Math.floor(toMs / dayMs) - first + 1);
  return Array.from({ length: days }, (_, day) => spellsOf(seed, first + day)).flat();
};

const weathers: Readonly<Record<Spell['is'], Weather>> = {
  out: { slowdown: 6, failureShare: 0.6 },
  slow: { slowdown: 3, failureShare: 0.02 },
};

/** An outage is told first: it is worse than being slow. */
export const weatherAt = (seed: string, atMs: number): Weather => {
  const spells = spellsOf(seed, Math.floor(atMs / dayMs));
  const now = spells.find(({ startsAt, endsAt }) => atMs >= startsAt && atMs < endsAt);
  return now ? weathers[now.is] : fair;
};

/** What becomes of a request to the catalogue, by plan and weather. */
export const outcomeOf = (chance: Chance, plan: PlanName, weather: Weather): Outcome => {
  const { latencyMs, failureShare } = byPlan[plan];
  const wanted = 40 + chance.waiting(latencyMs * weather.slowdown);
  if (wanted >= timeoutMs) return { is: 'timeout', latencyMs: timeoutMs };
  const isDown = chance.happens(failureShare + weather.failureShare);
  return { is: isDown ? 'unavailable' : 'answered', latencyMs: Math.round(wanted) };
};
