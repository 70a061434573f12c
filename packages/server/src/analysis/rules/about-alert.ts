import type { AnalysisFinding } from '@taffrail/contract';
import { dayMs } from '../../platform/time/time-range.ts';
import type { Evidence, PastIncident } from '../evidence/evidence.ts';
import { cause, fact, type Rule } from './rule.ts';
import { between, citing, count, quote } from './wording.ts';

/** What fires, how bad, since when; or for how long it did. */
export const tellWhatFired: Rule = ({ alert, incident, now }) => {
  const name = quote(alert.name);
  const where = alert.service === null ? '' : ` of ${quote(alert.service)}`;
  const text = alert.isFiring
    ? `${name}${where} (${alert.severity}) fires since ${between(alert.startedAt, now)}, told by ${quote(alert.sourceName)}.`
    : `${name}${where} (${alert.severity}) fired for ${between(alert.startedAt, alert.endedAt ?? now)}, told by ${quote(alert.sourceName)}.`;
  const sources = [citing.alert(alert), citing.incident(incident)] as const;
  return [fact({ rule: 'what_fired', text, sources })];
};

const tellFirst = ({ alert }: Evidence): AnalysisFinding => {
  const often =
    alert.occurrences > 1 ? `told ${count(alert.occurrences, 'time')} since` : 'told once so far';
  // What Sentry or GitHub calls new is a fault of the code more often than one of what it runs on.
  const isOfCode = alert.sourceKind === 'sentry' || alert.sourceKind === 'github';
  const told = {
    rule: 'first_time',
    text: `It is new: it never fired before, and was ${often}.`,
    sources: [citing.alert(alert)],
  } as const;
  return isOfCode
    ? cause({ ...told, text: `${told.text} A change of the code is likely.` }, 0.4)
    : fact(told);
};

/** New, again, or to and fro. */
export const tellRecurrence: Rule = (evidence) => {
  const { alert, episodes, now } = evidence;
  const sources = [citing.alert(alert)] as const;
  const [, before] = episodes.items;
  if (before === undefined) {
    const isNew = now.getTime() - alert.firstSeenAt.getTime() < dayMs;
    return isNew ? [tellFirst(evidence)] : [];
  }
  const lastDay = episodes.items.filter((at) => now.getTime() - at.getTime() < dayMs).length;
  const times = `${count(episodes.items.length, 'time')}${episodes.isCut ? ' at least' : ''}`;
  const text = `It recurs: it began to fire ${times} in 30 days, ${lastDay} of them in the last 24 h, the last time ${between(before, now)} ago.`;
  const recurring = fact({ rule: 'recurring_alert', text, sources });
  if (!alert.isFlapping) return [recurring];
  const flapping = 'It flaps: it comes and goes faster than anybody could have mended it.';
  return [recurring, cause({ rule: 'flapping_alert', text: flapping, sources }, 0.3)];
};

const causeWords: Readonly<Record<string, string>> = {
  code_change: 'a change of the code',
  configuration: 'the configuration',
  dependency: 'something it depends on',
  capacity: 'a lack of capacity',
  data: 'the data',
  false_alarm: 'a false alarm',
};

const tellPast = (past: PastIncident, { now }: Evidence): AnalysisFinding => {
  const when = `The last time (#${past.number}, ${between(past.resolvedAt, now)} ago)`;
  const note = past.note === null ? '' : `: “${quote(past.note, 200)}”`;
  const said = past.cause === null ? undefined : causeWords[past.cause];
  const sources = [citing.incident(past)] as const;
  if (said !== undefined)
    return cause({ rule: 'last_time', text: `${when} it was ${said}${note}.`, sources }, 0.6);
  const how = past.resolvedByItself ? 'it went away by itself' : 'somebody resolved it';
  const long = `after ${between(past.openedAt, past.resolvedAt)}`;
  return fact({ rule: 'last_time', text: `${when} ${how} ${long}${note}.`, sources });
};

/** What somebody found out then; else how it ended. */
export const tellLastTime: Rule = (evidence) => {
  const { items } = evidence.pastIncidents;
  const known = items.find(({ cause: why }) => why !== null && why in causeWords) ?? items[0];
  return known ? [tellPast(known, evidence)] : [];
};
