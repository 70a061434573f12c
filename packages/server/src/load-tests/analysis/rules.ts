import type {
  AnalysisSentence,
  AnalysisSource,
  LoadTestRoute,
  TailLatency,
} from '@taffrail/contract';
import { toIsoRange } from '../../platform/time/time-range.ts';
import { errorRateOf } from '../to-run.ts';
import type { AnalysisProvider, Evidence } from './analysis-provider.ts';
import { matchEndpoint } from './match-endpoint.ts';
import { slower, toMs, toName, toPercent, toTail } from './wording.ts';

/** By how much something is worse before it is worth a word: both must hold of a response time. */
const muchSlower = { factor: 1.5, ms: 20 } as const;
const moreErrors = 0.01;
const mostNamed = 3;

const ofRun = ({ run }: Evidence): AnalysisSource => ({ type: 'load_test_run', id: run.id });
const ofBaseline = ({ baseline }: Evidence): AnalysisSource[] =>
  baseline ? [{ type: 'load_test_run', id: baseline.id }] : [];

const isAccepted = ({ baseline }: Evidence): boolean => baseline?.chosen === 'accepted';

/** Only the same percentile can be compared. */
const isMuchSlower = (now: TailLatency | null, before: TailLatency | null): boolean =>
  now !== null &&
  before !== null &&
  now.percentile === before.percentile &&
  now.ms >= before.ms * muchSlower.factor &&
  now.ms - before.ms >= muchSlower.ms;

type Figures = Pick<LoadTestRoute, 'requests' | 'failed' | 'tail'>;

const failsMore = (now: Figures, before: Figures): boolean => {
  const [rate, earlier] = [errorRateOf(now), errorRateOf(before)];
  return rate !== null && earlier !== null && rate - earlier >= moreErrors;
};

const tellVerdict = (evidence: Evidence): AnalysisSentence => {
  const { verdict, reason, report } = evidence.run;
  const crossed = report.thresholds.filter(({ isMet }) => !isMet).slice(0, mostNamed);
  const which = crossed.map(({ metric, condition }) => `${metric} ${condition}`).join(', ');
  const words = `${verdict}: ${reason}${which === '' ? '' : ` (${which})`}.`;
  return { text: words.charAt(0).toUpperCase() + words.slice(1), sources: [ofRun(evidence)] };
};

const tellFigures = (evidence: Evidence): AnalysisSentence[] => {
  const { report } = evidence.run;
  const rate = errorRateOf(report);
  const parts = [
    report.requests === null ? [] : [`${report.requests.toLocaleString('en-US')} requests`],
    rate === null ? [] : [`${toPercent(rate)} failed`],
    report.tail === null ? [] : [toTail(report.tail)],
  ].flat();
  return parts.length === 0 ? [] : [{ text: `${parts.join(', ')}.`, sources: [ofRun(evidence)] }];
};

const tellChange = (evidence: Evidence): AnalysisSentence[] => {
  const { baseline, run } = evidence;
  const { tail } = run.report;
  const before = baseline?.tail;
  if (!baseline || !tail || !before || tail.percentile !== before.percentile) return [];
  const day = baseline.createdAt.toISOString().slice(0, 10);
  const which = isAccepted(evidence) ? 'the accepted baseline' : 'the last run that passed';
  const text = `${toTail(tail)} is ${slower(tail.ms, before.ms)} ${which} (${toMs(before.ms)} on ${day}).`;
  return [{ text, sources: [ofRun(evidence), ...ofBaseline(evidence)] }];
};

const tellFailures = (evidence: Evidence): AnalysisSentence[] =>
  evidence.run.report.samples
    // One of each kind: those alike follow each other, and tell the same number.
    .filter(
      (sample, i, all) =>
        all.findIndex(
          (one) => one.endpoint === sample.endpoint && one.statusCode === sample.statusCode,
        ) === i,
    )
    .toSorted((a, b) => (b.occurrences ?? 0) - (a.occurrences ?? 0))
    .slice(0, mostNamed)
    .map((sample) => {
      const how =
        sample.statusCode === null
          ? `had no answer${sample.error === null ? '' : ` (${sample.error.slice(0, 100)})`}`
          : `was answered with ${sample.statusCode}`;
      const often =
        sample.occurrences === null ? '' : ` ${sample.occurrences.toLocaleString('en-US')} times`;
      return { text: `${toName(sample)} ${how}${often}.`, sources: [ofRun(evidence)] };
    });

const tellRegressions = (evidence: Evidence): AnalysisSentence[] => {
  const { baseline, run } = evidence;
  const sources = [ofRun(evidence), ...ofBaseline(evidence)];
  const when = isAccepted(evidence) ? 'in the accepted baseline' : 'when it last passed';
  return run.report.routes
    .flatMap((route): AnalysisSentence[] => {
      const before = baseline?.routes.find(
        (one) => one.endpoint === route.endpoint && one.method === route.method,
      );
      if (!before) return [];
      if (isMuchSlower(route.tail, before.tail) && route.tail && before.tail) {
        const text = `${toName(route)}: ${toTail(route.tail)}, ${toMs(before.tail.ms)} ${when}.`;
        return [{ text, sources }];
      }
      if (!failsMore(route, before)) return [];
      const [rate, earlier] = [errorRateOf(route) ?? 0, errorRateOf(before) ?? 0];
      const text = `${toName(route)}: ${toPercent(rate)} failed, ${toPercent(earlier)} ${when}.`;
      return [{ text, sources }];
    })
    .slice(0, mostNamed);
};

/** What is slow under load and fast in production breaks under load; what is slow in both is slow. */
const tellProduction = (evidence: Evidence): AnalysisSentence[] => {
  const { run, production } = evidence;
  return run.report.routes
    .flatMap((route): AnalysisSentence[] => {
      const real = matchEndpoint(route, production.endpoints);
      if (!real || real.p95Ms === null || route.tail?.percentile !== 95) return [];
      const here: TailLatency = { percentile: 95, ms: real.p95Ms };
      if (!isMuchSlower(route.tail, here)) return [];
      const text = `${toName(route)}: ${toTail(route.tail)} under load, ${toMs(real.p95Ms)} in production in the week before (${real.requests.toLocaleString('en-US')} requests).`;
      const { endpoint, method } = real;
      const range = toIsoRange(production.range);
      return [
        { text, sources: [ofRun(evidence), { type: 'api_metrics', endpoint, method, ...range }] },
      ];
    })
    .slice(0, mostNamed);
};

/** A run that failed, or got much worse than the last that passed. Of an unknown one, only the latter. */
const isActionRequired = ({ run, baseline }: Evidence): boolean | null => {
  if (run.verdict === 'failed') return true;
  if (baseline && (isMuchSlower(run.report.tail, baseline.tail) || failsMore(run.report, baseline)))
    return true;
  return run.verdict === 'passed' ? false : null;
};

/** Without a model: what the figures say by themselves. */
export const rules: AnalysisProvider = {
  name: 'rules',
  analyze: (evidence) => ({
    provider: 'rules',
    summary: [tellVerdict(evidence), ...tellFigures(evidence), ...tellChange(evidence)],
    diagnosis: [
      ...tellFailures(evidence),
      ...tellRegressions(evidence),
      ...tellProduction(evidence),
    ],
    actionRequired: isActionRequired(evidence),
  }),
};
