import type { StageFigures, StateCounts } from '@taffrail/contract';
import { LatencyHistogram } from '../../platform/latency-histogram.ts';
import { estimateAccuracy } from './accuracy.ts';

/** What the rollups add up, of runs or of executions of stages. */
export interface RollupSums {
  readonly pending: number;
  readonly running: number;
  readonly retrying: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly skipped: number;
  readonly never_ran: number;
  /** Packed ones that stand one behind the other. */
  readonly histogram: Buffer;
  readonly scored: number;
  /** Decimal text. */
  readonly score_sum: string;
  readonly score_square_sum: string;
}

/** A sum of rows of the rollups. */
export class Tally {
  readonly #counts = {
    pending: 0,
    running: 0,
    retrying: 0,
    succeeded: 0,
    failed: 0,
    skipped: 0,
    neverRan: 0,
  };
  readonly #latency = new LatencyHistogram();
  #scored = 0;
  #scoreSum = 0;
  #scoreSquareSum = 0;

  add(row: RollupSums): void {
    this.#counts.pending += row.pending;
    this.#counts.running += row.running;
    this.#counts.retrying += row.retrying;
    this.#counts.succeeded += row.succeeded;
    this.#counts.failed += row.failed;
    this.#counts.skipped += row.skipped;
    this.#counts.neverRan += row.never_ran;
    this.#latency.add(row.histogram);
    this.#scored += row.scored;
    this.#scoreSum += Number(row.score_sum);
    this.#scoreSquareSum += Number(row.score_square_sum);
  }

  get counts(): StateCounts {
    return this.#counts;
  }

  /** Succeeded or failed. */
  get ended(): number {
    return this.#counts.succeeded + this.#counts.failed;
  }

  get scored(): number {
    return this.#scored;
  }

  get scoreSum(): number {
    return this.#scoreSum;
  }

  /** How many of those whose time is known took no longer. */
  countWithin(ms: number): { readonly within: number; readonly n: number } {
    return { within: this.#latency.countWithin(ms), n: this.#latency.total };
  }

  percentile(share: number): number | null {
    return this.#latency.percentile(share);
  }

  toFigures(): StageFigures {
    const { failed } = this.#counts;
    return {
      counts: { ...this.#counts },
      errorRate: this.ended === 0 ? null : failed / this.ended,
      p50Ms: this.percentile(0.5),
      p95Ms: this.percentile(0.95),
      accuracy: estimateAccuracy(this.#scored, this.#scoreSum, this.#scoreSquareSum),
    };
  }
}

/** The tallies of what has a name, made as they are asked for. */
export class Tallies<K> {
  readonly #byKey = new Map<K, Tally>();

  of(key: K): Tally {
    let tally = this.#byKey.get(key);
    if (tally === undefined) this.#byKey.set(key, (tally = new Tally()));
    return tally;
  }
}
