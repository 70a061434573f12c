import type { CheckHistory } from '@taffrail/contract';
import type { TimeLine } from '../../../charts/prepare/time-series.ts';

/** What was measured, and the thresholds of today as level lines. */
export const toHistoryLines = ({
  points,
  check: { latest },
}: Pick<CheckHistory, 'points' | 'check'>): TimeLine[] => {
  const level = (id: string, title: string, colour: number, at: number | null): TimeLine[] =>
    at === null ? [] : [{ id, title, colour, values: points.map(() => at) }];
  return [
    { id: 'mean', title: 'mean', colour: 1, values: points.map(({ mean }) => mean) },
    { id: 'max', title: 'highest', colour: 3, values: points.map(({ max }) => max) },
    ...level('warning', 'warning', 4, latest?.warningAt ?? null),
    ...level('critical', 'critical', 2, latest?.criticalAt ?? null),
  ];
};
