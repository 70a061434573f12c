import { createChance } from '../../chance.ts';
import { dayMs } from '../durations.ts';
import { visitsBetween } from '../visits/plan-visits.ts';
import type { Visit } from '../visits/step.ts';
import { planAt, type Customer, type World } from '../world/customer.ts';
import { addMember, foundOrganization } from './effects/accounts.ts';
import type { PastRecord } from './past-record.ts';
import { playVisit } from './play-visit.ts';
import type { Rows } from './rows.ts';
import { openProduct, type PastProduct } from './scene.ts';
import { wholePast, type Stretch } from './stretches.ts';

/** So long before what is told, customers have begun to have something to work with. */
const warmUpMs = 10 * dayMs;

export interface Relived {
  readonly customer: Customer;
  readonly rows: Rows;
  readonly plan: PastProduct['plan'];
}

/** As it was before the first visit: nothing, or who is there already. */
const begin = (seed: string, customer: Customer, from: number): PastProduct => {
  const plan = planAt(customer, from);
  const product = openProduct(customer, plan);
  if (!customer.isEstablished) return product;
  const chance = createChance(seed, 'founding', customer.id);
  foundOrganization({ product, chance, at: customer.signsUpAt }, customer.planHistory);
  for (const person of customer.people)
    if (person !== customer.owner && person.joinsAt < from) addMember(product, person);
  return product;
};

/** Planned as far ahead as fits into little memory. */
const stretchMs = 4 * dayMs;

/** Members, and who is about to become the first. */
const mayCome = ({ rows }: PastProduct, { person, steps }: Visit): boolean =>
  steps[0]?.step.do === 'signUp' || rows.members.some(({ user_id: id }) => id === person.id);

/**
 * The thirty days before the world begins, of one customer: yields what Tradewind told Taffrail of
 * a part of it, visit by visit, and returns what it had in its tables in the end. Nothing else
 * decides but the world's seed.
 */
export function* relive(
  { seed, beginsAt }: World,
  customer: Customer,
  told: Stretch | undefined,
): Generator<PastRecord[], Relived> {
  const { from } = wholePast(beginsAt);
  const product = begin(seed, customer, from - warmUpMs);
  for (let at = from - warmUpMs; at < beginsAt; at += stretchMs)
    for (const visit of visitsBetween(seed, customer, at, Math.min(at + stretchMs, beginsAt)))
      if (mayCome(product, visit)) yield playVisit(product, visit, { seed, until: beginsAt, told });
  return { customer, rows: product.rows, plan: product.plan };
}
