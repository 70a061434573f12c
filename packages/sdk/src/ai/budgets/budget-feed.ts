import type { HttpAnswer } from '../../delivery/answer.ts';
import type { CancelTimer, Ports } from '../../host/ports.ts';
import { readBudgets, type Budget, type ToldBudgets } from './read-budgets.ts';

export interface KnownBudgets {
  readonly budgets: readonly Budget[];
  readonly asOf: string | undefined;
  readonly ageMs: number | undefined;
  /** Never heard of, or too long ago. */
  readonly isStale: boolean;
}

export interface BudgetFeedParts {
  /** Asks the console; `etag` is of what is known. Rejects when it cannot be reached. */
  readonly ask: (etag: string | undefined) => Promise<HttpAnswer>;
  readonly ports: Ports;
  readonly onFailure: (message: string) => void;
}

const everyMs = 15_000;
/** So many tries may fail before what was known counts as unknown. */
const staleAfterMs = 120_000;

/** When a period is over, it begins anew with nothing spent. */
const atTime = (budget: Budget, now: number): Budget =>
  budget.endsAt !== undefined && Date.parse(budget.endsAt) <= now
    ? { ...budget, spentUsd: '0', state: 'within' }
    : budget;

/** Keeps the budgets of the console in memory: fetched in the background, never waited for. */
export class BudgetFeed {
  readonly #parts: BudgetFeedParts;
  #told: ToldBudgets | undefined;
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
    if (this.#isStarted || this.#isStopped) return;
    this.#isStarted = true;
    void this.#fetch();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer?.();
  }

  read(): KnownBudgets {
    this.start();
    const { ports } = this.#parts;
    const told = this.#told;
    if (told === undefined)
      return { budgets: [], asOf: undefined, ageMs: undefined, isStale: true };
    const ageMs = ports.monotonic() - this.#toldAt;
    const now = ports.now();
    return {
      budgets: told.budgets.map((budget) => atTime(budget, now)),
      asOf: told.asOf,
      ageMs,
      isStale: ageMs > staleAfterMs,
    };
  }

  async #fetch(): Promise<void> {
    const { ask, ports, onFailure } = this.#parts;
    try {
      this.#take(await ask(this.#etag));
    } catch (error) {
      if (!this.#isStopped) onFailure(`budgets: ${String(error)}`);
    }
    if (!this.#isStopped) this.#cancelTimer = ports.setTimer(() => void this.#fetch(), everyMs);
  }

  #take({ status, etag, body }: HttpAnswer): void {
    if (status !== 304 || this.#told === undefined) {
      const told = status === 200 ? readBudgets(body) : undefined;
      if (told === undefined) throw new Error(`the console answered ${status}`);
      this.#told = told;
      this.#etag = etag;
    }
    this.#toldAt = this.#parts.ports.monotonic();
  }
}
