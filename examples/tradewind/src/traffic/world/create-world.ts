import { createChance } from '../../chance.ts';
import { dayMs, pastDays } from '../durations.ts';
import { createCustomer } from './create-customer.ts';
import type { Customer, World } from './customer.ts';

export interface WorldOptions {
  readonly seed: string;
  readonly beginsAt: number;
  /** Who signs up later is left out; asking for more later adds to the same customers. */
  readonly until: number;
  /** Customers from before the thirty days. */
  readonly established?: number | undefined;
}

/** About so often somebody signs up. */
const signUpEveryMs = 4 * dayMs;

export const createWorld = ({ seed, beginsAt, until, established = 34 }: WorldOptions): World => {
  const customers: Customer[] = [];
  const from = beginsAt - pastDays * dayMs;
  const add = (signsUpAt: number, isEstablished: boolean): void => {
    const index = customers.length;
    customers.push(createCustomer({ seed, index, signsUpAt, isEstablished, beginsAt }));
  };
  const chance = createChance(seed, 'sign-ups');
  for (let index = 0; index < established; index += 1)
    add(from - chance.integer(3, 500) * dayMs * 0.99, true);
  for (
    let at = from + chance.waiting(signUpEveryMs);
    at < until;
    at += chance.waiting(signUpEveryMs)
  )
    add(Math.floor(at), false);
  return { seed, beginsAt, customers };
};
