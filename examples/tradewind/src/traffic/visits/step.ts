import type { Search } from '../../catalogue/entries.ts';
import type { InteractionKind } from '../../interactions/kinds.ts';
import type { LeadStage } from '../../leads/stages.ts';
import type { PlanName } from '../../plans/plans.ts';
import type { Customer, Person } from '../world/customer.ts';

/** Which one of a list whose length is not known yet: 0 is the first, just below 1 the last. */
type Pick = number;

/** Something that somebody does in the product; one step is a click and what follows from it. */
export type Step =
  | { readonly do: 'signUp' }
  | { readonly do: 'signIn' }
  | { readonly do: 'signOut' }
  | { readonly do: 'lookAround' }
  | { readonly do: 'discover'; readonly search: Search }
  | { readonly do: 'openCompany'; readonly pick: Pick }
  | { readonly do: 'headhunt'; readonly pick: Pick; readonly position: string }
  | { readonly do: 'openContact'; readonly pick: Pick }
  | { readonly do: 'startBatch'; readonly size: number }
  | { readonly do: 'createLead'; readonly pick: Pick; readonly valueUsd: number }
  | { readonly do: 'openLead'; readonly pick: Pick }
  | { readonly do: 'updateLead'; readonly pick: Pick; readonly stage: LeadStage }
  | { readonly do: 'deleteLead'; readonly pick: Pick }
  | {
      readonly do: 'noteInteraction';
      readonly pick: Pick;
      readonly kind: InteractionKind;
      readonly note: string;
    }
  | {
      readonly do: 'createTask';
      readonly pick: Pick;
      readonly title: string;
      readonly dueInDays: number;
    }
  | { readonly do: 'completeTask'; readonly pick: Pick }
  | { readonly do: 'export'; readonly pages: number }
  | { readonly do: 'openTicket'; readonly subject: string; readonly body: string }
  | { readonly do: 'closeTicket' }
  | { readonly do: 'changeSettings' }
  | { readonly do: 'payBills' }
  | { readonly do: 'slip'; readonly kind: SlipKind }
  | { readonly do: 'invite'; readonly person: Person }
  | { readonly do: 'removeMember'; readonly person: Person }
  | { readonly do: 'deleteAccount' }
  | { readonly do: 'changePlan'; readonly to: PlanName }
  | { readonly do: 'cancelPlan' }
  | { readonly do: 'closeOrganization' };

export type StepName = Step['do'];
export type StepOf<Name extends StepName> = Extract<Step, { do: Name }>;

/** What goes wrong because people are people. */
export type SlipKind = 'wrongPassword' | 'lostLink' | 'badForm' | 'notAllowed';

export interface Visit {
  /** Also the session, as the browser's analytics would call it. */
  readonly id: string;
  readonly customer: Customer;
  readonly person: Person;
  readonly at: number;
  readonly steps: readonly { readonly afterMs: number; readonly step: Step }[];
}
