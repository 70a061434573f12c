import type { AnalysisFinding } from '@taffrail/contract';
import { hourMs } from '../../platform/time/time-range.ts';
import type { Evidence, SeenErrors, SeenFix } from '../evidence/evidence.ts';
import { cause, fact, type Rule } from './rule.ts';
import { between, citing, count, quote, toNumber } from './wording.ts';

/** How often, and how much more than usual, before a rise is worth a sentence. */
const rise = { least: 3, times: 3 } as const;
const shown = 2;

const isAbout = (service: string | null, text: string | null): boolean =>
  service !== null && text !== null && text.toLowerCase().includes(service.toLowerCase());

type Nearness = 'same' | 'unknown' | 'other';

/** Whether a text names the service; unknown of an alert that names none. */
const nearnessOf = (service: string | null, text: string): Nearness => {
  if (service === null) return 'unknown';
  return isAbout(service, text) ? 'same' : 'other';
};

const confidences = {
  newError: { same: 0.8, unknown: 0.65, other: 0.45 },
  risenError: { same: 0.7, unknown: 0.5, other: 0.35 },
} as const satisfies Record<string, Record<Nearness, number>>;

const isNew = ({ around }: Evidence, { firstSeenAt }: SeenErrors): boolean =>
  firstSeenAt >= around.from;

const tellErrors = (evidence: Evidence, errors: SeenErrors): AnalysisFinding => {
  const { alert, around, now } = evidence;
  const name = citing.errors(errors);
  const nearness = nearnessOf(alert.service, `${errors.source} ${errors.message}`);
  const where = `in ${quote(errors.source, 80)}`;
  const often = `${count(errors.recent, 'time')}${errors.recent >= 1_000 ? ' at least' : ''}`;
  const sources = [name] as const;
  if (isNew(evidence, errors)) {
    const text = `A new error ${where}: ${name.label}, first logged ${between(errors.firstSeenAt, now)} ago and ${often} since.`;
    return cause({ rule: 'new_error', text, sources }, confidences.newError[nearness]);
  }
  const text = `An error is logged more often ${where}: ${name.label}, ${often} in ${between(around.from, now)}, usually ${toNumber(errors.usualAnHour)} an hour.`;
  return cause({ rule: 'error_group_rose', text, sources }, confidences.risenError[nearness]);
};

const hasRisen = (evidence: Evidence, errors: SeenErrors): boolean => {
  if (isNew(evidence, errors)) return true;
  const hours = Math.max(1, evidence.now.getTime() - evidence.around.from.getTime()) / hourMs;
  return errors.recent >= rise.least && errors.recent / hours >= rise.times * errors.usualAnHour;
};

/** Errors that are new, or more than on other days. */
export const tellRisingErrors: Rule = (evidence) =>
  evidence.errors.items
    .filter((errors) => hasRisen(evidence, errors))
    .slice(0, shown)
    .map((errors) => tellErrors(evidence, errors));

const tellFix = (evidence: Evidence, fix: SeenFix): AnalysisFinding => {
  const { alert, around } = evidence;
  const before = `${between(fix.at, around.at)} before`;
  const sources = [citing.fix(fix)] as const;
  if (fix.outcome !== 'fixed') {
    const text = `An agent tried to fix something ${before}, and did not: ${quote(fix.title)}.`;
    return fact({ rule: 'recent_autofix', text, sources });
  }
  const isOfService = isAbout(alert.service, fix.repository) || isAbout(alert.service, fix.title);
  const isJustBefore = around.at.getTime() - fix.at.getTime() <= hourMs;
  const commit = fix.commitSha === null ? '' : ` (${fix.commitSha.slice(0, 7)})`;
  const where = fix.repository === null ? '' : ` in ${quote(fix.repository, 80)}`;
  const text = `An agent committed a fix${commit}${where} ${before}: ${quote(fix.title)}.`;
  const confidence = (isOfService ? 0.55 : 0.3) + (isJustBefore ? 0.1 : 0);
  return cause({ rule: 'recent_autofix', text, sources }, confidence);
};

/** What was committed before it began. */
export const tellFixes: Rule = (evidence) => {
  const { items } = evidence.fixes;
  const fixed = items.filter(({ outcome }) => outcome === 'fixed');
  return (fixed.length > 0 ? fixed : items).slice(0, shown).map((fix) => tellFix(evidence, fix));
};

/** What may have ended it: a fix that was committed while it fired. */
export const tellMending: Rule = ({ alert, fixes, now }) => {
  const endedAt = alert.endedAt ?? now;
  const fix = fixes.items.find(
    ({ outcome, at }) => outcome === 'fixed' && at > alert.startedAt && at <= endedAt,
  );
  if (!fix) return [];
  const commit = fix.commitSha === null ? '' : ` (${fix.commitSha.slice(0, 7)})`;
  const text = `It ended ${between(fix.at, endedAt)} after an agent committed a fix${commit}: ${quote(fix.title)}.`;
  const isOfService = isAbout(alert.service, `${fix.repository ?? ''} ${fix.title}`);
  const told = { rule: 'mended_by_autofix', text, sources: [citing.fix(fix)] } as const;
  return [cause(told, isOfService ? 0.6 : 0.4)];
};

/** A load test is meant to hurt. */
export const tellLoadTests: Rule = ({ loadTests, around, now }) => {
  const [latest] = loadTests.items;
  if (!latest) return [];
  const name = quote(latest.name, 80);
  const sources = [citing.loadTest(latest)] as const;
  const endedAt = latest.endedAt ?? now;
  if (latest.startedAt <= around.at && endedAt >= around.at) {
    const text = `The load test ${name} was under way when it began.`;
    return [cause({ rule: 'load_test_under_way', text, sources }, 0.7)];
  }
  if (latest.startedAt > around.at) return [];
  const text = `The load test ${name} ended ${between(endedAt, around.at)} before (${latest.verdict}).`;
  return [fact({ rule: 'recent_load_test', text, sources })];
};

/** The product's own pipelines. */
export const tellFailedRuns: Rule = ({ alert, failedRuns, around, now }) =>
  failedRuns.items
    .filter(({ count: failed }) => failed >= rise.least)
    .slice(0, shown)
    .map((failed) => {
      const why = failed.errorType === null ? '' : `, mostly by ${quote(failed.errorType, 80)}`;
      const more = failedRuns.isCut ? 'at least ' : '';
      const text = `The pipeline ${quote(failed.pipeline, 80)} failed ${more}${count(failed.count, 'time')} in ${between(around.from, now)}${why}.`;
      const isOfService = isAbout(alert.service, failed.pipeline);
      const sources = [citing.failedRuns(failed)] as const;
      return cause({ rule: 'failing_pipeline', text, sources }, isOfService ? 0.7 : 0.45);
    });
