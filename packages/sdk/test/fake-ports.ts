import type { Ports } from '../src/host/ports.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/**
 * A clock that stands still until the test moves it, and chance that the test chooses. It starts at
 * the present, because the spool compares it with the times of files.
 */
export class FakePorts implements Ports {
  chance = 0.5;
  #now = Math.floor(Date.now() / 1_000) * 1_000;
  readonly #timers = new Set<Timer>();

  readonly now = (): number => this.#now;

  readonly monotonic = (): number => this.#now;

  readonly random = (): number => this.chance;

  readonly setTimer = (callback: () => void, delayMs: number): (() => void) => {
    const timer = { at: this.#now + delayMs, callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  /** Milliseconds until each timer that is set, soonest first. */
  get delays(): number[] {
    return [...this.#timers].map((timer) => timer.at - this.#now).sort((a, b) => a - b);
  }

  advance(byMs: number): void {
    const until = this.#now + byMs;
    for (let next = this.#next(until); next !== undefined; next = this.#next(until)) {
      this.#now = Math.max(this.#now, next.at);
      this.#timers.delete(next);
      next.callback();
    }
    this.#now = until;
  }

  #next(until: number): Timer | undefined {
    const due = [...this.#timers].filter((timer) => timer.at <= until);
    return due.sort((a, b) => a.at - b.at)[0];
  }
}

/** Lets real input and output go on until the condition holds; the runner's time limit ends it. */
export async function eventually(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

/** Gives whatever would wrongly happen the turns to do so. */
export async function someTurns(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
