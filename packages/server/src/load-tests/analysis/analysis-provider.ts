import type { LoadTestAnalysis } from '@taffrail/contract';
import type { ChosenBaseline } from '../baseline/find-baseline.ts';
import type { Production } from '../recording/read-production.ts';
import type { Report } from '../report.ts';
import type { Judged } from '../recording/verdict.ts';

/** All that a provider may speak of: what it says rests on these rows, and it names them. */
export interface Evidence {
  readonly run: Judged & { readonly id: string; readonly report: Report };
  /** The latest run of the same test before that passed, unless another was accepted. */
  readonly baseline: Omit<ChosenBaseline, 'durationMs'> | undefined;
  /** The week before. */
  readonly production: Production;
}

/** Says in words what a run came to, and what is to be done. One provider, one file. */
export interface AnalysisProvider {
  readonly name: string;
  readonly analyze: (evidence: Evidence) => LoadTestAnalysis | Promise<LoadTestAnalysis>;
}
