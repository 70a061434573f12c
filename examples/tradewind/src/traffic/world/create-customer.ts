import {
  countries,
  countryCodes,
  toAscii,
  wordOf,
  type CountryCode,
} from '../../catalogue/countries.ts';
import type { Search } from '../../catalogue/entries.ts';
import { industries, industryNames } from '../../catalogue/industries.ts';
import { createChance, type Chance } from '../../chance.ts';
import { plans, type PlanName } from '../../plans/plans.ts';
import { dayMs, hourMs, pastDays } from '../durations.ts';
import { idAt } from '../ids.ts';
import { createPeople } from './create-people.ts';
import type { Customer, PlanChange } from './customer.ts';
import { planHistoryOf } from './history.ts';
import { termsOf } from './terms.ts';
import { zones } from './zones.ts';

const names =
  'Anadolu Hansa Adria Baltic Iberia Bosporus Levant Sahara Monsoon Mekong Pampa Prairie Alpine Aegean Marmara Vistula Rhine Loire Thames Tejo Ganga Delta Orient Meridian Cardinal Harbour Lantern Compass Beacon Anchor Caravel Galleon Clipper Windrose Seabright Northway Eastgate Southport Westbay';
const trades = 'Export Trading Textiles Foods Metals Ceramics Plastics Works Industries Chemicals';

const interestIn = (chance: Chance): Search => {
  const industry = chance.pick(industryNames);
  return {
    industry,
    keyword: chance.pick(industries[industry]),
    country: chance.pick(countryCodes),
  };
};

type Fate = 'stays' | 'upgrades' | 'downgrades' | 'closes' | 'goes quiet' | 'grows';

interface Kind {
  readonly plan: PlanName;
  readonly fate: Fate;
  readonly worksInShifts?: boolean;
}

/** What established customers pay for and what becomes of them: by turns, so that all of it happens. */
const kinds: readonly Kind[] = [
  // Bureaus that look for buyers on others' behalf: at night and at weekends they are who is there.
  { plan: 'team', fate: 'stays', worksInShifts: true },
  { plan: 'pro', fate: 'stays' },
  { plan: 'starter', fate: 'stays' },
  { plan: 'starter', fate: 'upgrades' },
  { plan: 'free', fate: 'stays' },
  { plan: 'team', fate: 'stays' },
  { plan: 'starter', fate: 'closes' },
  { plan: 'pro', fate: 'stays' },
  { plan: 'free', fate: 'goes quiet' },
  { plan: 'pro', fate: 'downgrades' },
];
/** Whoever signs up while we look on. */
const newcomer: Kind = { plan: 'free', fate: 'grows' };

/** All over the world, by turns: whenever it is, it is morning somewhere. */
const countryOf = (seed: string, index: number): CountryCode => {
  const first = createChance(seed, 'countries').integer(0, countryCodes.length - 1);
  return countryCodes[(first + index) % countryCodes.length] ?? countryCodes[0];
};

/** By turns before and after the made-up past ends. */
const turningPointOf = (chance: Chance, index: number, beginsAt: number): number => {
  const isPast = Math.floor(index / kinds.length) % 2 === 0;
  return beginsAt + (isPast ? -1 : 1) * chance.integer(24, (pastDays - 2) * 24) * hourMs;
};

const next = { free: 'starter', starter: 'pro', pro: 'team', team: 'team' } as const;

/** Who signed up while we look on chooses a plan once there are colleagues to invite. */
const planChangesOf = (
  chance: Chance,
  fate: Fate,
  { plan, people, signsUpAt }: Pick<Customer, 'plan' | 'people' | 'signsUpAt'>,
  turnsAt: number,
): PlanChange[] => {
  if (fate === 'upgrades') return [{ at: turnsAt, to: next[plan] }];
  if (fate === 'downgrades') return [{ at: turnsAt, to: 'starter' }];
  if (fate !== 'grows' || people.length === 1) return [];
  const to = people.length > plans.starter.seats ? 'pro' : 'starter';
  return [{ at: signsUpAt + (1 + chance.next()) * dayMs, to }];
};

export interface CustomerOptions {
  readonly seed: string;
  readonly index: number;
  readonly signsUpAt: number;
  readonly isEstablished: boolean;
  readonly beginsAt: number;
}

/** Everything about a customer follows from the seed and its number. */
export const createCustomer = (options: CustomerOptions): Customer => {
  const { seed, index, signsUpAt, isEstablished, beginsAt } = options;
  const chance = createChance(seed, 'customer', index);
  const {
    plan,
    fate,
    worksInShifts = false,
  } = (isEstablished && kinds[index % kinds.length]) || newcomer;
  const turnsAt = turningPointOf(chance, index, beginsAt);
  const country = countryOf(seed, index);
  const brand = `${wordOf(chance, names)} ${wordOf(chance, trades)}`;
  const domain = `${toAscii(brand).replaceAll('.', '-')}-${index}.example`;
  const grownPlan = chance.weighted({ free: 0.5, starter: 0.35, pro: 0.15 });
  const people = createPeople(chance, {
    country,
    domain,
    // As many as the plan is for that they come to.
    plan: fate === 'grows' ? grownPlan : fate === 'downgrades' ? 'starter' : plan,
    signsUpAt,
    isEstablished,
    worksInShifts,
    beginsAt,
  });
  const terms = termsOf(country, plan, fate === 'stays' && isEstablished);
  return {
    id: idAt(chance, signsUpAt),
    name: `${brand} ${wordOf(chance, countries[country].legalForms, '|')}`,
    country,
    ...zones[country],
    signsUpAt,
    isEstablished,
    plan,
    terms,
    planHistory: isEstablished
      ? planHistoryOf({ seed, beginsAt, index }, { plan, terms, signsUpAt })
      : [],
    planChanges: planChangesOf(chance, fate, { plan, people, signsUpAt }, turnsAt),
    goesQuietAt: fate === 'goes quiet' ? turnsAt : undefined,
    closesAt: fate === 'closes' ? turnsAt : undefined,
    owner: people[0],
    people,
    interests: [interestIn(chance), interestIn(chance), interestIn(chance), interestIn(chance)],
  };
};
