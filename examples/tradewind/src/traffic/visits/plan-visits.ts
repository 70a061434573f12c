import { createChance, type Chance } from '../../chance.ts';
import { dayMs, secondMs } from '../durations.ts';
import { idAt } from '../ids.ts';
import { planAt, type Customer, type Person } from '../world/customer.ts';
import { atLocalTime, localDayOf } from './local-time.ts';
import { countAround, dayWeight, timeOfDay } from './rhythm.ts';
import type { Step, Visit } from './step.ts';
import { writeSteps } from './write-steps.ts';

/** People read what they see before they go on; those who do nothing else all day take their time. */
const readingMs = ({ shift }: Person): number => (shift === undefined ? 20 : 60) * secondMs;

const toVisit = (
  chance: Chance,
  customer: Customer,
  person: Person,
  at: number,
  steps: readonly Step[],
): Visit => ({
  id: idAt(chance, at),
  customer,
  person,
  at,
  steps: steps.map((step, index) => ({
    afterMs: index === 0 ? 0 : Math.round(2 * secondMs + chance.waiting(readingMs(person))),
    step,
  })),
});

const isThere = ({ goesQuietAt, closesAt }: Customer, person: Person, at: number): boolean =>
  at >= person.startsAt &&
  at < Math.min(person.leaves?.at ?? Infinity, goesQuietAt ?? Infinity, closesAt ?? Infinity);

/** The visits of one person on one day, whatever part of the day is asked for. */
const visitsOn = (seed: string, customer: Customer, person: Person, day: number): Visit[] => {
  const chance = createChance(seed, 'visits', person.id, day);
  const mean = person.visitsPerDay * dayWeight(day, customer.weekend, person);
  return Array.from({ length: countAround(chance, mean) }, () => {
    const at = atLocalTime(customer.timeZone, day, timeOfDay(chance, person));
    const steps = writeSteps(chance, customer, person.role, planAt(customer, at));
    return toVisit(chance, customer, person, at, steps);
  }).filter(({ at }) => isThere(customer, person, at));
};

/** So long before somebody leaves for good the plan is cancelled. */
const noticeMs = 28 * dayMs;

/** What happens once: signing up, joining, leaving, changing the plan, closing. */
const turningPoints = (seed: string, customer: Customer): Visit[] => {
  const { owner, people, planChanges, isEstablished, signsUpAt, closesAt } = customer;
  const points: [number, Person, Step][] = [];
  if (!isEstablished) points.push([signsUpAt, owner, { do: 'signUp' }]);
  for (const person of people) {
    if (person !== owner) points.push([person.joinsAt, owner, { do: 'invite', person }]);
    if (person.leaves?.by === 'removal')
      points.push([person.leaves.at, owner, { do: 'removeMember', person }]);
    if (person.leaves?.by === 'deletion')
      points.push([person.leaves.at, person, { do: 'deleteAccount' }]);
  }
  for (const { at, to } of planChanges) points.push([at, owner, { do: 'changePlan', to }]);
  if (closesAt !== undefined)
    points.push(
      [closesAt, owner, { do: 'closeOrganization' }],
      [Math.max(signsUpAt, closesAt - noticeMs), owner, { do: 'cancelPlan' }],
    );
  return points
    .filter(([at]) => at <= (closesAt ?? Infinity))
    .map(([at, person, step], index) => {
      const chance = createChance(seed, 'turning point', customer.id, index);
      const first: Step[] = step.do === 'signUp' ? [] : [{ do: 'signIn' }];
      return toVisit(chance, customer, person, at, [...first, step]);
    });
};

/** Every visit to begin from `from` up to, not including, `until`; in the order of time. */
export const visitsBetween = (
  seed: string,
  customer: Customer,
  from: number,
  until: number,
): Visit[] => {
  const visits = turningPoints(seed, customer);
  const last = localDayOf(customer.timeZone, until);
  for (let day = localDayOf(customer.timeZone, from); day <= last; day += 1)
    for (const person of customer.people) visits.push(...visitsOn(seed, customer, person, day));
  return visits.filter(({ at }) => at >= from && at < until).sort((a, b) => a.at - b.at);
};
