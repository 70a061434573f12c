import { minuteMs } from '../../platform/time/time-range.ts';
import type { Evidence, SeenAlert } from '../evidence/evidence.ts';
import { cause, fact, type Rule } from './rule.ts';
import { between, citing, count, list, quote } from './wording.ts';

const cited = 5;
/** Alerts that began within so long of each other may have the same cause. */
const togetherMs = 15 * minuteMs;
const manyServices = 3;

const began = (one: SeenAlert, other: SeenAlert): number =>
  one.startedAt.getTime() - other.startedAt.getTime();

const isTogether = ({ alert }: Evidence, other: SeenAlert): boolean =>
  Math.abs(began(other, alert)) <= togetherMs;

/** What fires of the same service; the first of them is where to look. */
export const tellService: Rule = (evidence) => {
  const { alert, firing } = evidence;
  if (alert.service === null) return [];
  const others = firing.items.filter(({ service }) => service === alert.service);
  const [first] = others.toSorted(began);
  if (!first) return [];
  const sources = [citing.alert(first), ...others.filter((one) => one !== first).map(citing.alert)];
  const [head, ...tail] = sources.slice(0, cited);
  if (!head) return [];
  const more = firing.isCut ? 'at least ' : '';
  const what = `${more}${count(others.length, 'other alert')} of ${quote(alert.service)} ${others.length === 1 ? 'fires' : 'fire'}`;
  if (began(alert, first) > 0 && isTogether(evidence, first)) {
    const text = `${quote(first.name)} began ${between(first.startedAt, alert.startedAt)} before this one, and ${what}: what is behind it may be behind this, too.`;
    return [cause({ rule: 'earlier_alert_of_service', text, sources: [head, ...tail] }, 0.6)];
  }
  const text = `${what.charAt(0).toUpperCase()}${what.slice(1)}.`;
  return [fact({ rule: 'several_alerts_of_service', text, sources: [head, ...tail] })];
};

/** Several services at once have something in common. */
export const tellWideFailure: Rule = (evidence) => {
  const { alert, firing } = evidence;
  const together = firing.items.filter(
    (other) => other.service !== null && isTogether(evidence, other),
  );
  const byService = Map.groupBy(together, ({ service }) => service ?? '');
  if (alert.service !== null) byService.delete(alert.service);
  const services = [...byService.keys()];
  if (services.length + 1 < manyServices) return [];
  const firsts = [...byService.values()].flatMap((alerts) => alerts[0] ?? []);
  const [head, ...tail] = firsts.slice(0, cited).map(citing.alert);
  if (!head) return [];
  const named = services.slice(0, cited - 1).map((service) => quote(service, 40));
  const rest = services.length - named.length;
  const words = list(rest > 0 ? [...named, `${rest} more`] : named);
  const text = `Alerts of ${words} began within ${between(new Date(0), new Date(togetherMs))} of this one: something that they share is likelier than each by itself.`;
  return [cause({ rule: 'several_services', text, sources: [head, ...tail] }, 0.55)];
};

const isOfCi = ({ sourceKind }: SeenAlert): boolean => sourceKind === 'github';

/** CI that fails says that the code has changed, and is not sound. */
export const tellCi: Rule = ({ alert, firing, now }) => {
  const latest = firing.items.find(
    (other) =>
      isOfCi(other) &&
      !isOfCi(alert) &&
      (alert.service === null || other.service === null || other.service === alert.service),
  );
  if (!latest) return [];
  const isSame = latest.service !== null && latest.service === alert.service;
  const text = `CI fails since ${between(latest.startedAt, now)}: ${quote(latest.name)}. What was pushed last may not be sound.`;
  const sources = [citing.alert(latest)] as const;
  return [cause({ rule: 'failing_ci', text, sources }, isSame ? 0.5 : 0.3)];
};
