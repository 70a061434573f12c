import type pg from 'pg';
import { hourDays, minuteDays } from './partitions.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Moves partial rows of minutes that have ended into the rollups; answers how many. */
export const foldApiMetrics = async (owner: pg.Pool, now: Date, most: number): Promise<number> => {
  const at = now.getTime();
  const { rows } = await owner.query<{ folded: number }>(
    'select fold_api_metrics($1, $2, $3, $4) as folded',
    [
      new Date(Math.floor(at / minuteMs) * minuteMs),
      new Date(at - minuteDays * dayMs),
      new Date(at - hourDays * dayMs),
      most,
    ],
  );
  return rows[0]?.folded ?? 0;
};
