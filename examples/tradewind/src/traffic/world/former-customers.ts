import { countries, countryCodes, wordOf } from '../../catalogue/countries.ts';
import { createChance } from '../../chance.ts';
import type { PlanName } from '../../plans/plans.ts';
import { dayMs, pastDays } from '../durations.ts';
import { idAt } from '../ids.ts';

/** Who paid once and left before the days that are lived through: Tradewind has deleted what it had. */
export interface FormerCustomer {
  readonly id: string;
  readonly name: string;
  readonly plan: PlanName;
  readonly from: number;
  readonly until: number;
}

const count = 7;
const names = 'Aurora Borealis Cobalt Fjord Garnet Indigo Juniper';
const trades = 'Export Trading Foods Imports Supply Works';

export const formerCustomersOf = (seed: string, beginsAt: number): readonly FormerCustomer[] =>
  Array.from({ length: count }, (_, index) => {
    const chance = createChance(seed, 'former customer', index);
    const leftDaysAgo = pastDays + 5 + index * 45 + chance.integer(0, 30);
    const until = beginsAt - leftDaysAgo * dayMs;
    const from = until - chance.integer(120, 480) * dayMs;
    const { legalForms } = countries[chance.pick(countryCodes)];
    const brand = `${names.split(' ')[index] ?? ''} ${wordOf(chance, trades)}`;
    return {
      id: idAt(chance, from),
      name: `${brand} ${wordOf(chance, legalForms, '|')}`,
      plan: chance.weighted<PlanName>({ starter: 4, pro: 2 }),
      from,
      until,
    };
  });
