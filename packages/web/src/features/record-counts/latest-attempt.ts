import type { RecordCounts } from '@taffrail/contract';

/** Every ten minutes there should be one. */
const lateMs = 20 * 60_000;

/** The latest of some moments; ISO 8601 in UTC sorts as text. */
export const latestOf = (moments: readonly (string | null)[]): string | null =>
  moments
    .filter((at) => at !== null)
    .toSorted((one, other) => one.localeCompare(other))
    .at(-1) ?? null;

/** When somebody last tried to count anything. */
export const latestAttempt = (models: RecordCounts['models']): string | null =>
  latestOf(models.map(({ attemptedAt }) => attemptedAt));

/** Counting is long due: how many there were last may not be so any more. */
export const isLate = ({ asOf, models }: Pick<RecordCounts, 'asOf' | 'models'>): boolean => {
  const at = latestAttempt(models);
  return at !== null && Date.parse(asOf) - Date.parse(at) > lateMs;
};
