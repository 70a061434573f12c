import type { CountryCode } from '../../catalogue/countries.ts';
import type { Search } from '../../catalogue/entries.ts';
import type { Role } from '../../members/roles.ts';
import type { PlanName } from '../../plans/plans.ts';
import type { Terms } from '../../plans/terms.ts';

/** Everybody's; they are made up. */
export const visitorPassword = 'made up, as they are';

/** A third of the day: the night is the first. */
export type Shift = 0 | 1 | 2;

/** All times are epoch milliseconds. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly ipAddress: string;
  readonly userAgent: string;
  /** On a working day. */
  readonly visitsPerDay: number;
  /** Where work never rests; elsewhere people keep office hours. */
  readonly shift: Shift | undefined;
  /** Invited, or for an owner signed up. */
  readonly joinsAt: number;
  /** From here on they come by themselves. */
  readonly startsAt: number;
  readonly leaves: { readonly at: number; readonly by: 'removal' | 'deletion' } | undefined;
}

/** From then on it had this plan. */
export interface PlanPeriod {
  readonly from: number;
  readonly plan: PlanName;
}

export interface PlanChange {
  readonly at: number;
  readonly to: PlanName;
}

/** An organization that uses Tradewind, and what is going to happen to it. */
export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly country: CountryCode;
  readonly timeZone: string;
  readonly locale: string;
  /** Days of the week without work, 0 is Sunday. */
  readonly weekend: readonly number[];
  readonly signsUpAt: number;
  /** Signed up before the thirty days: its first plan was chosen then. */
  readonly isEstablished: boolean;
  readonly plan: PlanName;
  readonly terms: Terms;
  /** Before the thirty days, the first from the sign-up; of who was not there yet, nothing. */
  readonly planHistory: readonly PlanPeriod[];
  readonly planChanges: readonly PlanChange[];
  /** Nobody comes any more, though nobody has said so. */
  readonly goesQuietAt: number | undefined;
  readonly closesAt: number | undefined;
  /** The owner first. */
  readonly owner: Person;
  readonly people: readonly Person[];
  /** What they look for again and again. */
  readonly interests: readonly [Search, ...Search[]];
}

export interface World {
  readonly seed: string;
  /** When the made-up past ends and live traffic takes over. */
  readonly beginsAt: number;
  readonly customers: readonly Customer[];
}

export const planAt = ({ plan, planChanges }: Customer, atMs: number): PlanName =>
  planChanges.findLast(({ at }) => at <= atMs)?.to ?? plan;
