import { loadTestLimits, type LoadTestTimeline } from '@taffrail/contract';

/** What a tool itself says of one moment of a run. */
export interface ToldMoment {
  readonly atMs: number;
  readonly virtualUsers: number | null;
  readonly requestsPerSecond: number | null;
  readonly failedPerSecond: number | null;
  readonly p95Ms: number | null;
}

const known = (values: readonly (number | null | undefined)[]): number[] =>
  values.filter((value) => value !== null && value !== undefined);

const highest = (values: readonly (number | null | undefined)[]): number | null =>
  known(values).reduce<number | null>((most, value) => Math.max(most ?? value, value), null);

const mean = (values: readonly (number | null | undefined)[]): number | null => {
  const numbers = known(values);
  return numbers.length === 0 ? null : numbers.reduce((a, b) => a + b, 0) / numbers.length;
};

/** As often as the tool told, and at least a second. */
const stepOf = (times: readonly number[], otherwiseMs: number): number => {
  const steps = times
    .map((at, index) => at - (times[index - 1] ?? at))
    .filter((stepMs) => stepMs > 0);
  const shortest = steps.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return Math.max(1_000, Number.isFinite(shortest) ? shortest : otherwiseMs);
};

/** Moments that are too many become one: users and p95 the highest, rates the mean of them. */
export const toToldTimeline = (
  told: readonly ToldMoment[],
  usualStepMs: number,
): LoadTestTimeline | null => {
  const moments = told.toSorted((a, b) => a.atMs - b.atMs);
  const [first, last] = [moments.at(0), moments.at(-1)];
  if (!first || !last) return null;
  const times = moments.map(({ atMs }) => atMs);
  let stepMs = stepOf(times, usualStepMs);
  while ((last.atMs - first.atMs) / stepMs >= loadTestLimits.moments) stepMs *= 2;
  const groups = Map.groupBy(moments, ({ atMs }) => Math.floor((atMs - first.atMs) / stepMs));
  const slots = Array.from(
    { length: Math.floor((last.atMs - first.atMs) / stepMs) + 1 },
    (_, slot) => groups.get(slot) ?? [],
  );
  return {
    stepSeconds: stepMs / 1_000,
    virtualUsers: slots.map((slot) => highest(slot.map(({ virtualUsers }) => virtualUsers))),
    requestsPerSecond: slots.map((slot) =>
      mean(slot.map(({ requestsPerSecond }) => requestsPerSecond)),
    ),
    failedPerSecond: slots.map((slot) => mean(slot.map(({ failedPerSecond }) => failedPerSecond))),
    p95Ms: slots.map((slot) => highest(slot.map(({ p95Ms }) => p95Ms))),
  };
};
