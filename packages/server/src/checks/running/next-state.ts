import type { CheckResult } from '@taffrail/contract';

type Bad = 'warning' | 'critical';

/** How a check stands after its latest run. */
export interface CheckState {
  readonly result: CheckResult | null;
  readonly resultSince: Date | null;
  /** Bad results in a row, and good ones. */
  readonly failures: number;
  readonly successes: number;
  readonly failingSince: Date | null;
  /** How severe the alert is that is firing; null without one. */
  readonly alerting: Bad | null;
  readonly alertingSince: Date | null;
  readonly isFlapping: boolean;
}

export interface RunOutcome {
  readonly at: Date;
  readonly result: CheckResult;
  /** Of the runs before, newest first. */
  readonly before: readonly CheckResult[];
}

/** Of so many results that could tell. */
export const flappingWindow = 20;
const flappingFrom = 6;
const calmUpTo = 3;
/** So many good results in a row show that a check has calmed down. */
const calmRuns = 5;

const isBad = (result: CheckResult | null): result is Bad =>
  result === 'warning' || result === 'critical';

const countChanges = (known: readonly CheckResult[]): number =>
  known.filter((result, index) => {
    const next = known[index + 1];
    return next !== undefined && isBad(next) !== isBad(result);
  }).length;

/** Begins with many changes to and fro, and ends with few: it does not flap itself. */
const flaps = (wasFlapping: boolean, known: readonly CheckResult[]): boolean => {
  const changes = countChanges(known.slice(0, flappingWindow));
  return wasFlapping ? changes > calmUpTo : changes >= flappingFrom;
};

/** As bad as all of the results in a row are; where they differ, as it was. */
const severityOf = (inRow: readonly CheckResult[], alerting: Bad | null): Bad => {
  if (inRow.every((result) => result === 'critical')) return 'critical';
  if (inRow.every((result) => result === 'warning')) return 'warning';
  return alerting ?? 'warning';
};

/**
 * What a run makes of its check. What could not be found out changes nothing about its alert: it
 * neither raises nor resolves one.
 */
export const nextState = (
  state: CheckState,
  { at, result, before }: RunOutcome,
  failuresBeforeAlert: number,
): CheckState => {
  const resultSince = result === state.result ? (state.resultSince ?? at) : at;
  if (result === 'unknown') return { ...state, result, resultSince };
  const known = [result, ...before].filter((one) => one !== 'unknown');
  const isFlapping = flaps(state.isFlapping, known);
  if (isBad(result)) {
    const failures = state.failures + 1;
    const failingSince = state.failingSince ?? at;
    const bad = { result, resultSince, failures, successes: 0, failingSince, isFlapping };
    const { alerting, alertingSince } = state;
    if (failures < failuresBeforeAlert) return { ...bad, alerting, alertingSince };
    const severity = severityOf(known.slice(0, failuresBeforeAlert), alerting);
    return { ...bad, alerting: severity, alertingSince: alertingSince ?? failingSince };
  }
  const successes = state.successes + 1;
  const good = { result, resultSince, failures: 0, successes, failingSince: null, isFlapping };
  const holdsOn = state.alerting !== null && isFlapping && successes < calmRuns;
  return holdsOn
    ? { ...good, alerting: state.alerting, alertingSince: state.alertingSince }
    : { ...good, alerting: null, alertingSince: null };
};
