import type { Integrity } from '@taffrail/contract';

/** Every hour there should be one. */
const lateMs = 2 * 3_600_000;

/** The next run is long due: what was found last may not be so any more. */
export const isLate = ({ asOf, run }: Pick<Integrity, 'asOf' | 'run'>): boolean =>
  run !== null && Date.parse(asOf) - Date.parse(run.at) > lateMs;
