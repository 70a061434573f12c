import type { ProviderFigures, ProviderRates } from '@taffrail/contract';
import { LatencyHistogram } from '../../platform/latency-histogram.ts';
import { toUnits, toUsd } from '../../prices/prices.ts';
import type { UsageSums } from './providers.store.ts';

const unitsInDollar = 1e8;
const usInSecond = 1_000_000;

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** Adds up what jobs came to. */
export class UsageTally {
  #jobs = 0;
  #failed = 0;
  #inputTokens = 0;
  #outputTokens = 0;
  #cost = 0n;
  #unpricedJobs = 0;
  #unpricedTokens = 0;
  readonly #latency = new LatencyHistogram();
  readonly #firstToken = new LatencyHistogram();
  #timedTokens = 0;
  #timedUs = 0;
  #scored = 0;
  #scoreSum = 0;

  get jobs(): number {
    return this.#jobs;
  }

  add(row: UsageSums): void {
    this.#jobs += row.jobs;
    this.#failed += row.failed;
    this.#inputTokens += row.input_tokens;
    this.#outputTokens += row.output_tokens;
    this.#cost += toUnits(row.cost_usd);
    this.#unpricedJobs += row.unpriced_jobs;
    this.#unpricedTokens += row.unpriced_tokens;
    this.#latency.add(row.latency);
    this.#firstToken.add(row.first_token);
    this.#timedTokens += row.timed_tokens;
    this.#timedUs += row.timed_us;
    this.#scored += row.scored;
    this.#scoreSum += row.score_sum;
  }

  rates(): ProviderRates {
    const dollars = Number(this.#cost) / unitsInDollar;
    const per1000 = ratio(dollars * 1_000, this.#jobs - this.#unpricedJobs);
    const pricedTokens = this.#inputTokens + this.#outputTokens - this.#unpricedTokens;
    return {
      jobs: this.#jobs,
      failedJobs: this.#failed,
      errorRate: ratio(this.#failed, this.#jobs),
      costPer1000Jobs: per1000,
      costPerMillionTokens: ratio(dollars * 1_000_000, pricedTokens),
      p50Ms: this.#latency.percentile(0.5),
      p95Ms: this.#latency.percentile(0.95),
      firstTokenMs: this.#firstToken.percentile(0.5),
      streamedJobs: this.#firstToken.total,
      tokensPerSecond: ratio(this.#timedTokens * usInSecond, this.#timedUs),
      accuracy: ratio(this.#scoreSum, this.#scored),
      scoredJobs: this.#scored,
    };
  }

  figures(allJobs: number): ProviderFigures {
    return {
      ...this.rates(),
      costUsd: toUsd(this.#cost),
      unpricedJobs: this.#unpricedJobs,
      unpricedTokens: this.#unpricedTokens,
      inputTokens: this.#inputTokens,
      outputTokens: this.#outputTokens,
      share: ratio(this.#jobs, allJobs) ?? 0,
    };
  }
}
