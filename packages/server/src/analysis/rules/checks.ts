import { checkUnits, type AnalysisFinding, type CitedRow } from '@taffrail/contract';
import type { Evidence, SeenCheck } from '../evidence/evidence.ts';
import { cause, fact, type Rule } from './rule.ts';
import { between, citing, count, quote, toNumber } from './wording.ts';

const cited = 5;
const isBad = ({ result }: SeenCheck): boolean => result === 'warning' || result === 'critical';

const raised = ({ alert }: Evidence, check: SeenCheck): boolean =>
  check.checkId === alert.sourceId &&
  (alert.sourceKind === 'check' || alert.sourceKind === 'heartbeat');

const tellFailing = (evidence: Evidence, check: SeenCheck): AnalysisFinding => {
  const since =
    check.failingSince === null
      ? ''
      : `, failing since ${between(check.failingSince, evidence.now)}`;
  const text = `The check ${quote(check.name, 80)} is ${check.result}${since}: ${quote(check.message, 200).replace(/\.$/, '')}.`;
  const told = { rule: 'failing_check', text, sources: [citing.checkRun(check)] } as const;
  // That it fails is what the alert is about: it says nothing of why.
  if (raised(evidence, check)) return fact(told);
  return cause(told, check.isConcerned ? 0.75 : 0.4);
};

/** What fails, what concerns the alert first; and that what concerns it is well. */
export const tellChecks: Rule = (evidence) => {
  const { items } = evidence.checks;
  const failing = items.filter(isBad).slice(0, 3);
  const findings = failing.map((check) => tellFailing(evidence, check));
  const well = items.filter(({ isConcerned, result }) => isConcerned && result === 'ok');
  const [head, ...tail] = well.slice(0, cited).map((check): CitedRow => citing.checkRun(check));
  if (!head) return findings;
  const text =
    well.length === 1
      ? `The check ${quote(well[0]?.name ?? '', 80)} that concerns it is ok.`
      : `${count(well.length, 'check')} that concern it are ok.`;
  return [...findings, fact({ rule: 'checks_ok', text, sources: [head, ...tail] })];
};

const thresholdOf = ({ result, warningAt, criticalAt }: SeenCheck): number | null =>
  result === 'critical' ? (criticalAt ?? warningAt) : warningAt;

/** Of how many looks a rise can be told, and from what share of the threshold on one is sudden. */
const trend = { looks: 5, suddenBelow: 0.7 } as const;

const isRising = (values: readonly number[]): boolean =>
  values.length >= trend.looks &&
  values.every((value, index) => index === 0 || value <= (values[index - 1] ?? value));

const tellCrossing = (check: SeenCheck): AnalysisFinding[] => {
  const { value, earlier } = check;
  const threshold = thresholdOf(check);
  const [before] = earlier;
  if (value === null || threshold === null || value < threshold) return [];
  const good = earlier.find((look) => look.value < threshold);
  if (!good || !before) return [];
  const unit = checkUnits[check.kind];
  const toValue = (number: number): string => `${toNumber(number)} ${unit}`;
  const crossed = `${quote(check.name, 80)} is at ${toValue(value)}, and was at ${toValue(good.value)} ${between(good.at, check.at)} before (threshold ${toValue(threshold)})`;
  const sources = [citing.checkRun(check)] as const;
  if (isRising([value, ...earlier.map((look) => look.value)].slice(0, trend.looks))) {
    const text = `${crossed}: it rose look by look, as what fills up does.`;
    return [cause({ rule: 'threshold_crossed_slowly', text, sources }, 0.65)];
  }
  if (good.value <= threshold * trend.suddenBelow) {
    const text = `${crossed}: it jumped, as after a change or a burst of work.`;
    return [cause({ rule: 'threshold_crossed_suddenly', text, sources }, 0.6)];
  }
  const text = `${crossed}: it was close to it before.`;
  return [fact({ rule: 'threshold_just_crossed', text, sources })];
};

/** How what is measured came to be over its threshold. */
export const tellThresholds: Rule = ({ checks }) =>
  checks.items
    .filter(({ isConcerned }) => isConcerned)
    .flatMap(tellCrossing)
    .slice(0, 3);
