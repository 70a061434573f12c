import type { Counters } from '../report/counters.ts';
import { describeError } from '../report/describe-error.ts';
import type { ErrorReport } from '../report/error-report.ts';
import type { Ports } from '../host/ports.ts';
import { toVerdict, type Verdict } from './answer.ts';
import { backoffMs } from './backoff.ts';
import type { Codec } from './codec.ts';
import type { Poster } from './http-post.ts';
import { createPause, type Pause } from './pause.ts';
import type { SealedBatch } from './sealed-batch.ts';

export interface CourierParts {
  readonly poster: Poster;
  readonly codec: Codec;
  readonly counters: Counters;
  readonly report: ErrorReport;
  readonly ports: Ports;
}

export type Settlement = Exclude<Verdict, { kind: 'retry' }> | { readonly kind: 'stopped' };

/**
 * Carries one batch at a time to the console, for as long as it takes: while the console is away
 * there is no point in offering it the next one.
 */
export class Courier {
  readonly #parts: CourierParts;
  readonly #pause: Pause;
  #isStopped = false;

  constructor(parts: CourierParts) {
    this.#parts = parts;
    this.#pause = createPause(parts.ports);
  }

  /** Until the console has decided. Same bytes, same key each time. */
  async deliver(batch: SealedBatch): Promise<Settlement> {
    const { counters, report, ports } = this.#parts;
    for (let attempt = 0; !this.#isStopped; attempt += 1) {
      counters.requests += 1;
      if (attempt > 0) counters.retries += 1;
      const verdict = await this.#attempt(batch);
      if (this.#isStopped && verdict.kind === 'retry') break;
      if (verdict.kind !== 'retry') {
        if (verdict.kind === 'taken') this.#countTaken(batch, verdict);
        return verdict;
      }
      report.tell({ code: 'unreachable', message: verdict.reason, count: batch.records });
      const delayMs = backoffMs(attempt, verdict.retryAfterMs, ports.random);
      await this.#pause.wait(delayMs, verdict.retryAfterMs === undefined);
    }
    return { kind: 'stopped' };
  }

  /** Waits like a retry does: `hurry` and `stop` end it. */
  wait(delayMs: number): Promise<void> {
    return this.#pause.wait(delayMs, true);
  }

  /** Ends a wait of our own choice; one that the console asked for is kept. */
  hurry(): void {
    this.#pause.hurry();
  }

  stop(): void {
    this.#isStopped = true;
    this.#pause.end();
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  async #attempt(batch: SealedBatch): Promise<Verdict> {
    try {
      const answer = await this.#parts.poster.post(batch);
      this.#parts.codec.learn(answer.status, answer.acceptEncoding);
      return toVerdict(answer, batch.records, this.#parts.ports.now());
    } catch (error) {
      return { kind: 'retry', reason: describeError(error), retryAfterMs: undefined };
    }
  }

  #countTaken(batch: SealedBatch, verdict: Extract<Verdict, { kind: 'taken' }>): void {
    const { counters, report } = this.#parts;
    counters.sent += batch.records;
    counters.accepted += verdict.accepted;
    counters.rejected += verdict.rejected.length;
    const warnings = [...verdict.warnings];
    if (verdict.unanswered !== 0) {
      warnings.push(`the answer leaves out ${verdict.unanswered} of ${batch.records} records`);
    }
    if (warnings.length > 0) {
      report.tell({ code: 'warning', message: warnings.join('; '), count: warnings.length });
    }
  }
}
