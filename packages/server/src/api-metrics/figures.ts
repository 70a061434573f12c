import type { ApiMetricsGrouping, RequestFigures } from '@taffrail/contract';
import { LatencyHistogram } from '../platform/latency-histogram.ts';
import type { RollupRow } from './api-metrics.store.ts';

/** What requests have in common; null where they are not grouped by it. */
export interface Group {
  readonly endpoint: string | null;
  readonly method: string | null;
  readonly statusHundreds: number | null;
}

/** Figures of some requests, as their rows are added. */
export class Figures {
  readonly #histogram = new LatencyHistogram();
  #errors = 0;

  get requests(): number {
    return this.#histogram.total;
  }

  add({ statusHundreds, histograms }: RollupRow): void {
    const count = this.#histogram.add(histograms);
    if (statusHundreds >= 5) this.#errors += count;
  }

  merge(other: Figures): void {
    this.#histogram.merge(other.#histogram);
    this.#errors += other.#errors;
  }

  toFigures(): RequestFigures {
    const requests = this.#histogram.total;
    return {
      requests,
      errors: this.#errors,
      errorRate: requests === 0 ? null : this.#errors / requests,
      p50Ms: this.#histogram.percentile(0.5),
      p95Ms: this.#histogram.percentile(0.95),
      p99Ms: this.#histogram.percentile(0.99),
    };
  }
}

export const noRequests: RequestFigures = new Figures().toFigures();

export interface GroupFigures {
  readonly group: Group;
  readonly figures: Figures;
}

/** By group, under a key that is the same for the same group. */
export const addUpByGroup = (
  rows: readonly RollupRow[],
  groupBy: readonly ApiMetricsGrouping[],
): Map<string, GroupFigures> => {
  const byClass = groupBy.includes('statusClass');
  const groups = new Map<string, GroupFigures>();
  for (const row of rows) {
    const { endpoint, method } = row;
    const statusHundreds = byClass ? row.statusHundreds : null;
    const key = `${method} ${statusHundreds} ${endpoint}`;
    let known = groups.get(key);
    if (known === undefined) {
      known = { group: { endpoint, method, statusHundreds }, figures: new Figures() };
      groups.set(key, known);
    }
    known.figures.add(row);
  }
  return groups;
};

/** Everything that is in some group. */
export const addUp = (groups: Iterable<Figures>): RequestFigures => {
  const all = new Figures();
  for (const figures of groups) all.merge(figures);
  return all.toFigures();
};

/** By the moments of a division by step. */
export const addUpByMoment = (rows: readonly RollupRow[]): Map<string | null, Figures> => {
  const moments = new Map<string | null, Figures>();
  for (const row of rows) {
    let figures = moments.get(row.moment);
    if (figures === undefined) {
      figures = new Figures();
      moments.set(row.moment, figures);
    }
    figures.add(row);
  }
  return moments;
};
