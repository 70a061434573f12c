import type { AnalysisFinding, AnalysisPurpose } from '@taffrail/contract';
import type { AnalysisProvider } from '../analysis-provider.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { tellLastTime, tellRecurrence, tellWhatFired } from './about-alert.ts';
import {
  tellFailedRuns,
  tellFixes,
  tellLoadTests,
  tellMending,
  tellRisingErrors,
} from './changes.ts';
import { tellChecks, tellThresholds } from './checks.ts';
import { tellCi, tellService, tellWideFailure } from './neighbours.ts';
import { fact, type Rule } from './rule.ts';
import { citing } from './wording.ts';

/** In the order in which their facts are read. */
const rulesOf: Readonly<Record<AnalysisPurpose, readonly Rule[]>> = {
  diagnosis: [
    tellWhatFired,
    tellRecurrence,
    tellLastTime,
    tellChecks,
    tellThresholds,
    tellService,
    tellWideFailure,
    tellRisingErrors,
    tellFixes,
    tellLoadTests,
    tellCi,
    tellFailedRuns,
  ],
  // What is over: how long it was, and what may have ended it.
  resolution: [tellWhatFired, tellRecurrence, tellChecks, tellService, tellMending],
};

const byConfidence = (one: AnalysisFinding, other: AnalysisFinding): number =>
  (other.confidence ?? 0) - (one.confidence ?? 0);

/** That nothing was found is worth knowing, too: whoever looks need not look there again. */
const tellNothing = ({ alert }: Evidence): AnalysisFinding =>
  fact({
    rule: 'nothing_found',
    text: 'Nothing else stands out: no check, error, fix, load test or other alert points to a cause.',
    sources: [citing.alert(alert)],
  });

/** Without a model: what the rows say by themselves. */
export const rules: AnalysisProvider = {
  name: 'rules',
  model: null,
  analyze: (evidence, { purpose }) => {
    const told = rulesOf[purpose].flatMap((rule) => rule(evidence));
    const facts = told.filter(({ kind }) => kind === 'fact');
    const causes = told.filter(({ kind }) => kind === 'cause').toSorted(byConfidence);
    const isOpen = purpose === 'diagnosis' && causes.length === 0;
    const nothing = isOpen ? [tellNothing(evidence)] : [];
    return {
      findings: [...facts, ...causes, ...nothing],
      inputTokens: 0,
      outputTokens: 0,
      costUsd: '0',
    };
  },
};
