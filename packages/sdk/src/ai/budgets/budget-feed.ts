import type { HttpAnswer } from '../../delivery/answer.ts';
import type { CancelTimer, Ports } from '../../host/ports.ts';
import { readBudgets, type Budget } from './read-budgets.ts';

export interface KnownBudgets {
  /** Those that hold for what was asked for. */
  readonly budgets: readonly Budget[];
  readonly asOf: string | undefined;
  readonly ageMs: number | undefined;
  /** Never heard of, or too long ago. */
  readonly isStale: boolean;
}

export interface BudgetFeedParts {
  /** Asks the console; `etag` is of what is known. Rejects when it cannot be reached. */
  readonly ask: ((etag: string | undefined) => Promise<HttpAnswer>) | undefined;
  readonly ports: Ports;
  readonly onFailure: (message: string) => void;
}

const everyMs = 15_000;
/** So many tries may fail before what was known counts as unknown. */
const staleAfterMs = 120_000;

const placeOf = (scope: Budget['scope'], value = ''): string => `${scope} ${value}`;

const byPlace = (budgets: readonly Budget[]): Map<string, Budget[]> => {
  const places = new Map<string, Budget[]>();
  for (const budget of budgets) {
    const place = placeOf(budget.scope, budget.value ?? '');
    const others = places.get(place);
    if (others === undefined) places.set(place, [budget]);
    else others.push(budget);
  }
  return places;
};

/** When a period is over, it begins anew with nothing spent. */
const atTime = (budget: Budget, now: number): Budget =>
  budget.endsAt !== undefined && Date.parse(budget.endsAt) <= now
    ? { ...budget, spentUsd: '0', state: 'within' }
    : budget;

/** Keeps the budgets of the console in memory: fetched in the background, never waited for. */
export class BudgetFeed {
  readonly #parts: BudgetFeedParts;
  #asOf: string | undefined;
  #places = new Map<string, Budget[]>();
  #toldAt = 0;
  #etag: string | undefined;
  #isStarted = false;
  #isStopped = false;
  #cancelTimer: CancelTimer | undefined;

  constructor(parts: BudgetFeedParts) {
    this.#parts = parts;
  }

  /** From now on they are fetched. */
  start(): void {
    const { ask } = this.#parts;
    if (ask === undefined || this.#isStarted || this.#isStopped) return;
    this.#isStarted = true;
    void this.#fetch(ask);
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer?.();
  }

  /** Of everything, and of this organization and route. */
  read(organizationId: string | undefined, route: string | undefined): KnownBudgets {
    this.start();
    const { ports } = this.#parts;
    const asOf = this.#asOf;
    if (asOf === undefined) return { budgets: [], asOf, ageMs: undefined, isStale: true };
    const ageMs = ports.monotonic() - this.#toldAt;
    const now = ports.now();
    const places = [placeOf('whole')];
    if (organizationId !== undefined) places.push(placeOf('organization', organizationId));
    if (route !== undefined) places.push(placeOf('route', route));
    const budgets = places
      .flatMap((place) => this.#places.get(place) ?? [])
      .map((budget) => atTime(budget, now));
    return { budgets, asOf, ageMs, isStale: ageMs > staleAfterMs };
  }

  async #fetch(ask: NonNullable<BudgetFeedParts['ask']>): Promise<void> {
    const { ports, onFailure } = this.#parts;
    try {
      this.#take(await ask(this.#etag));
    } catch (error) {
      if (!this.#isStopped) onFailure(`budgets: ${String(error)}`);
    }
    if (!this.#isStopped) this.#cancelTimer = ports.setTimer(() => void this.#fetch(ask), everyMs);
  }

  #take({ status, etag, body }: HttpAnswer): void {
    if (status !== 304 || this.#asOf === undefined) {
      const told = status === 200 ? readBudgets(body) : undefined;
      if (told === undefined) throw new Error(`the console answered ${status}`);
      this.#asOf = told.asOf;
      this.#places = byPlace(told.budgets);
      this.#etag = etag;
    }
    this.#toldAt = this.#parts.ports.monotonic();
  }
}
