import { positions } from '../../catalogue/entries.ts';
import type { Chance } from '../../chance.ts';
import { plans, type PlanName } from '../../plans/plans.ts';
import { countryCodes } from '../../catalogue/countries.ts';
import { industries } from '../../catalogue/industries.ts';
import type { Customer, Person } from '../world/customer.ts';
import type { Step } from './step.ts';

const notes = [
  'Asked for a price list.',
  'Wants samples before the end of the month.',
  'Not before next quarter.',
  'Will talk to the head of purchasing.',
  'Has a supplier, but is not happy with it.',
] as const;
const titles = [
  'Send the catalogue',
  'Follow up',
  'Send a price quote',
  'Ask for references',
] as const;
type Ticket = readonly [subject: string, body: string];
const tickets: readonly [Ticket, ...Ticket[]] = [
  ['Export', 'How do I export my leads to a spreadsheet?'],
  ['Invoice', 'Our address has changed. Can you send the invoice again?'],
  ['Discovery failed', 'The discovery fails since this morning.'],
  ['Seats', 'Can we get more seats on the present plan?'],
];

type Write = (chance: Chance, customer: Customer, plan: PlanName) => Step[];

const times = (count: number, write: (index: number) => Step[]): Step[] =>
  Array.from({ length: count }, (_, index) => write(index)).flat();

const research: Write = (chance, { interests }, plan) => {
  const known = chance.pick(interests);
  const keyword = chance.pick(industries[known.industry]);
  const search = chance.happens(0.4)
    ? known
    : { ...known, keyword, country: chance.pick(countryCodes) };
  const hunts = plans[plan].hasHeadhunts && chance.happens(0.4);
  const pick = chance.next() * 0.2;
  return [
    { do: 'discover', search },
    ...times(chance.integer(2, 7), () => [{ do: 'openCompany', pick: chance.next() * 0.4 }]),
    ...times(hunts ? 1 : 0, () => [{ do: 'headhunt', pick, position: chance.pick(positions) }]),
    ...times(chance.integer(0, hunts ? 3 : 1), () => [{ do: 'openContact', pick: chance.next() }]),
    ...times(chance.integer(0, 2), () => [
      { do: 'createLead', pick: chance.next() * 0.4, valueUsd: chance.integer(1, 400) * 500 },
    ]),
  ];
};

const workOn = (chance: Chance): Step[] => {
  const pick = chance.next();
  const steps: Step[] = [{ do: 'openLead', pick }];
  if (chance.happens(0.45)) {
    const kind = chance.weighted({ call: 4, email: 5, meeting: 1, sample: 1 });
    steps.push({ do: 'noteInteraction', pick, kind, note: chance.pick(notes) });
  }
  if (chance.happens(0.3)) {
    const stage = chance.weighted({ contacted: 5, negotiating: 3, won: 1, lost: 2 });
    steps.push({ do: 'updateLead', pick, stage });
  }
  if (chance.happens(0.28)) {
    const dueInDays = chance.integer(1, 14);
    steps.push({ do: 'createTask', pick, title: chance.pick(titles), dueInDays });
  }
  if (chance.happens(0.012)) steps.push({ do: 'deleteLead', pick });
  return steps;
};

const selling: Write = (chance) => times(chance.integer(2, 6), () => workOn(chance));

const tidying: Write = (chance) =>
  times(chance.integer(1, 4), () => [
    { do: 'completeTask', pick: chance.next() },
    ...(chance.happens(0.5) ? workOn(chance) : []),
  ]);

const looking: Write = (chance) => [
  ...times(chance.integer(1, 4), () => [{ do: 'openLead', pick: chance.next() }]),
  ...times(chance.integer(0, 3), () => [{ do: 'openCompany', pick: chance.next() }]),
];

const batching: Write = (chance, customer, plan) => {
  const { batchSize } = plans[plan];
  if (batchSize === 0) return looking(chance, customer, plan);
  return [{ do: 'startBatch', size: chance.integer(5, batchSize) }];
};

const administering: Write = (chance) => [
  { do: 'payBills' },
  ...times(chance.happens(0.3) ? 1 : 0, () => [{ do: 'changeSettings' }]),
];

/** Somebody's script fetches everything, page after page, without a pause. */
const exporting: Write = (chance) => [{ do: 'export', pages: chance.integer(10, 40) }];

const asking: Write = (chance) => {
  const [subject, body] = chance.pick(tickets);
  return chance.happens(0.6) ? [{ do: 'openTicket', subject, body }] : [{ do: 'closeTicket' }];
};

const writers = { research, selling, tidying, looking, batching, administering, exporting, asking };
type Occupation = keyof typeof writers;

const occupations: Readonly<Record<Person['role'], Partial<Record<Occupation, number>>>> = {
  owner: { research: 3, selling: 4, tidying: 2, administering: 2, exporting: 0.15, asking: 0.2 },
  researcher: { research: 7, selling: 1, looking: 1, batching: 0.6, asking: 0.1 },
  seller: { selling: 7, research: 1.2, tidying: 2, exporting: 0.1, asking: 0.1 },
  viewer: { looking: 1 },
};

/** What somebody does in an ordinary visit. */
export const writeSteps = (
  chance: Chance,
  customer: Customer,
  role: Person['role'],
  plan: PlanName,
): Step[] => {
  const occupation = chance.weighted(occupations[role]);
  const steps: Step[] = [
    ...times(chance.happens(0.6) ? 1 : 0, () => [{ do: 'signIn' }]),
    { do: 'lookAround' },
    ...writers[occupation](chance, customer, plan),
    ...times(chance.happens(0.2) ? 1 : 0, () => [{ do: 'signOut' }]),
  ];
  if (!chance.happens(0.12)) return steps;
  const kind = chance.weighted({ wrongPassword: 3, lostLink: 4, badForm: 3, notAllowed: 1 });
  return kind === 'wrongPassword'
    ? [{ do: 'slip', kind }, ...steps]
    : steps.toSpliced(chance.integer(2, steps.length), 0, { do: 'slip', kind });
};
