import type { CreditReason } from '../../credits/credits.store.ts';
import type { Chance } from '../../chance.ts';
import type { PlanName } from '../../plans/plans.ts';
import type { Subscription } from '../../plans/subscription.ts';
import { idAt } from '../ids.ts';
import type { StepName, StepOf } from '../visits/step.ts';
import type { Customer, Person } from '../world/customer.ts';
import type { Note } from './effects/notes.ts';
import type { PastWork } from './past-record.ts';
import { noRows, type Rows } from './rows.ts';

/** What Tradewind knew of one customer at a moment of the made-up past. */
export interface PastProduct {
  readonly customer: Customer;
  readonly rows: Rows;
  plan: PlanName;
  balance: number;
  /** Of the catalogue, and of the rows of those that are leads: a company is found and led once. */
  readonly knownCompanies: Set<string>;
  readonly ledCompanies: Set<string>;
}

export const openProduct = (customer: Customer, plan: PlanName): PastProduct => ({
  customer,
  rows: noRows(),
  plan,
  balance: 0,
  knownCompanies: new Set(),
  ledCompanies: new Set(),
});

export interface About {
  /** Made up unless given. */
  readonly id?: string;
  readonly resourceType?: string;
  readonly resourceId?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** When a job did it. */
  readonly doneAt?: number;
  /** Somebody else, and when. */
  readonly by?: { readonly person: Person; readonly at: number };
}

/** One step of a visit: who does it, when, and how chance has it. */
export interface Scene {
  readonly product: PastProduct;
  readonly person: Person;
  readonly at: number;
  readonly chance: Chance;
  readonly seed: string;
  readonly sessionId: string;
  readonly traceId: string;
  /** What Tradewind told Taffrail of it. */
  readonly log: (action: string, about?: About) => void;
  /** What Tradewind told Taffrail of what is paid for. */
  readonly subscribe: (subscription: Subscription) => void;
  /** What Tradewind said of itself. */
  readonly note: (note: Note) => void;
  /** What models did for it. */
  readonly tell: (at: number, record: () => PastWork) => void;
  /** A request besides those of the step's page. */
  readonly request: (route: string, status: number, afterMs?: number, tookMs?: number) => void;
}

/** How the API answered, where not as usual; `nothing` is that there was nothing to ask for. */
export type Answer = 'nothing' | { readonly status?: number; readonly tookMs?: number } | undefined;

export const refused = {
  credits: { status: 402 },
  seats: { status: 402 },
  conflict: { status: 409 },
} as const satisfies Record<string, Answer>;

/** What a step changes, and what is logged of it: as the routes do it, without them. */
export type Effects<Name extends StepName> = {
  readonly [Each in Name]: (scene: Scene, step: StepOf<Each>) => Answer;
};

export const timeOf = (atMs: number): string => new Date(atMs).toISOString();

/** Lists show the latest first, and nobody scrolls far. */
const shown = 40;

export const pickFrom = <Row>(rows: readonly Row[], pick: number): Row | undefined => {
  const length = Math.min(rows.length, shown);
  return rows.at(-1 - Math.floor(pick * length));
};

/** False when there are not enough. */
export const consume = (
  scene: Scene,
  credits: number,
  reason: CreditReason,
  resourceId: string,
): boolean => {
  const { product, at, chance, log } = scene;
  if (product.balance < credits) return false;
  const id = idAt(chance, at);
  addCredits(scene, -credits, reason, resourceId, id);
  log('credit.consumed', {
    id,
    resourceType: reason,
    resourceId,
    metadata: { credits, reason, plan: product.plan },
  });
  return true;
};

export const addCredits = (
  { product, at, chance }: Pick<Scene, 'product' | 'at' | 'chance'>,
  amount: number,
  reason: CreditReason,
  resourceId: string | null,
  id = idAt(chance, at),
): void => {
  product.balance += amount;
  product.rows.credit_entries.push({
    id,
    organization_id: product.customer.id,
    amount,
    reason,
    resource_id: resourceId,
    created_at: timeOf(at),
  });
};

/** What the worker did for a job that began with this scene. */
export const addJob = (
  { product, person, at, chance, sessionId, traceId }: Scene,
  kind: 'discovery' | 'headhunt' | 'batch',
  resourceId: string,
  doneAt: number,
): void => {
  product.rows.jobs.push({
    id: idAt(chance, at),
    organization_id: product.customer.id,
    user_id: person.id,
    session_id: sessionId,
    trace_id: traceId,
    kind,
    resource_id: resourceId,
    state: 'done',
    error: null,
    created_at: timeOf(at),
    started_at: timeOf(at),
    finished_at: timeOf(doneAt),
  });
};
