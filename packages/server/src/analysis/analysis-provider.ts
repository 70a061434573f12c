import type { AnalysisFinding, AnalysisPurpose } from '@taffrail/contract';
import type { Evidence } from './evidence/evidence.ts';

export interface Analysis {
  /** In the order in which they are read: what is so, then what the cause may be. */
  readonly findings: readonly AnalysisFinding[];
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** As decimal text. */
  readonly costUsd: string;
}

/** Says in words what an alert is about, and what its cause may be. One provider, one file. */
export interface AnalysisProvider {
  readonly name: string;
  /** Null without one. */
  readonly model: string | null;
  readonly analyze: (
    evidence: Evidence,
    options: { readonly purpose: AnalysisPurpose; readonly signal: AbortSignal },
  ) => Promise<Analysis> | Analysis;
}
