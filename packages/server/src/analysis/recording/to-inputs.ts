import type { AnalysisInput, CitedRow } from '@taffrail/contract';
import type { Evidence, Listed } from '../evidence/evidence.ts';
import { citing } from '../rules/wording.ts';

/** Of each kind: to be looked up, not to be read through. */
const shown = 20;

const listed = <T>(
  name: string,
  { items, isCut }: Listed<T>,
  toRow: (item: T) => CitedRow,
): AnalysisInput => ({
  name,
  rows: items.slice(0, shown).map(toRow),
  isCut: isCut || items.length > shown,
});

/** What was looked at, in the order in which it is spoken of. */
export const toInputs = (evidence: Evidence): AnalysisInput[] => [
  { name: 'alert', rows: [citing.alert(evidence.alert)], isCut: false },
  { name: 'incident', rows: [citing.incident(evidence.incident)], isCut: false },
  listed('past_incidents', evidence.pastIncidents, citing.incident),
  listed('checks', evidence.checks, citing.checkRun),
  listed('firing_alerts', evidence.firing, citing.alert),
  listed('error_groups', evidence.errors, citing.errors),
  listed('autofix_runs', evidence.fixes, citing.fix),
  listed('load_test_runs', evidence.loadTests, citing.loadTest),
  listed('failed_runs', evidence.failedRuns, citing.failedRuns),
];
