import type { AnalysisFinding, CitedRow } from '@taffrail/contract';
import type { Evidence } from '../evidence/evidence.ts';

/** What can be told of an alert from one kind of rows; nothing where there is nothing to tell. */
export type Rule = (evidence: Evidence) => readonly AnalysisFinding[];

interface Told {
  readonly rule: string;
  readonly text: string;
  readonly sources: readonly [CitedRow, ...CitedRow[]];
}

/** What is simply so. */
export const fact = ({ rule, text, sources }: Told): AnalysisFinding => ({
  kind: 'fact',
  rule,
  text,
  confidence: null,
  sources: [...sources],
});

/** What may be why, and how likely that is: by experience, not by measurement. */
export const cause = ({ rule, text, sources }: Told, confidence: number): AnalysisFinding => ({
  kind: 'cause',
  rule,
  text,
  confidence,
  sources: [...sources],
});
