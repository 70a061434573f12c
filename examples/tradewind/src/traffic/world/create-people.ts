import { personName, toAscii, type CountryCode } from '../../catalogue/countries.ts';
import type { Chance } from '../../chance.ts';
import type { Role } from '../../members/roles.ts';
import type { PlanName } from '../../plans/plans.ts';
import { dayMs, hourMs, pastDays } from '../durations.ts';
import { idAt } from '../ids.ts';
import type { Person } from './customer.ts';

const headcount: Readonly<Record<PlanName, readonly [number, number]>> = {
  free: [1, 2],
  starter: [2, 5],
  pro: [5, 13],
  team: [20, 38],
};

/** Whose job it is comes more often than who only tries it. */
const visitsPerDay: Readonly<Record<PlanName, number>> = {
  free: 1,
  starter: 2.2,
  pro: 4,
  team: 4.8,
};

const userAgents = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
] as const;

/** The networks of RFC 5737, which belong to nobody. */
const networks = ['192.0.2', '198.51.100', '203.0.113'] as const;

export interface Household {
  readonly country: CountryCode;
  readonly domain: string;
  readonly plan: PlanName;
  readonly signsUpAt: number;
  readonly isEstablished: boolean;
  readonly worksInShifts: boolean;
  /** The made-up past ends here. */
  readonly beginsAt: number;
}

const leavingOf = (chance: Chance, { beginsAt, isEstablished }: Household): Person['leaves'] => {
  if (!isEstablished || !chance.happens(0.07)) return undefined;
  const at = beginsAt + chance.integer(-pastDays * 24, pastDays * 24) * hourMs;
  return { at, by: chance.happens(0.3) ? 'deletion' : 'removal' };
};

const joiningOf = (chance: Chance, { signsUpAt, isEstablished, beginsAt }: Household): number => {
  if (!isEstablished) return signsUpAt + (3 + chance.waiting(6)) * dayMs;
  if (chance.happens(0.08))
    return beginsAt + chance.integer(-pastDays * 24, pastDays * 24) * hourMs;
  return signsUpAt + (beginsAt - pastDays * dayMs - signsUpAt) * 0.95 * chance.next();
};

const shifts = [0, 1, 2] as const;

const roleOf = (chance: Chance): Role =>
  chance.weighted({ owner: 0.04, researcher: 0.4, seller: 0.46, viewer: 0.1 });

/** The owner first, then whoever was invited. */
export const createPeople = (chance: Chance, household: Household): [Person, ...Person[]] => {
  const { country, domain, plan, signsUpAt } = household;
  const [least, most] = headcount[plan];
  const count = chance.integer(least, most);
  const office = `${chance.pick(networks)}.${chance.integer(1, 254)}`;
  const names = new Set<string>();
  const create = (isOwner: boolean, index: number): Person => {
    const name = personName(chance, country);
    const local = names.has(name) ? `${toAscii(name)}.${names.size}` : toAscii(name);
    names.add(name);
    const joinsAt = isOwner ? signsUpAt : joiningOf(chance, household);
    return {
      id: idAt(chance, joinsAt),
      name,
      email: `${local}@${domain}`,
      role: isOwner ? 'owner' : roleOf(chance),
      ipAddress: chance.happens(0.7)
        ? office
        : `${chance.pick(networks)}.${chance.integer(1, 254)}`,
      userAgent: chance.pick(userAgents),
      visitsPerDay: visitsPerDay[plan] * (0.4 + 1.2 * chance.next()),
      shift: household.worksInShifts ? shifts[index % shifts.length] : undefined,
      joinsAt,
      startsAt: isOwner ? joinsAt : joinsAt + chance.waiting(10 * hourMs),
      leaves: isOwner ? undefined : leavingOf(chance, household),
    };
  };
  const owner = create(true, 0);
  return [owner, ...Array.from({ length: count - 1 }, (_, index) => create(false, index + 1))];
};
