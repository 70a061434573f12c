import type { DashboardRange } from '@taffrail/contract';
import { formatDay, formatTime } from '../../lib/time/format-time.ts';

export const rangeTitles = {
  '1d': 'Today',
  '7d': '7 days',
  '30d': '30 days',
} as const satisfies Record<DashboardRange, string>;

const before = {
  '1d': 'yesterday',
  '7d': 'the 7 days before,',
  '30d': 'the 30 days before,',
} as const satisfies Record<DashboardRange, string>;

/** Short, for a narrow card; the group says it in full. */
export const versusTexts = {
  '1d': 'vs yesterday',
  '7d': 'vs 7 days before',
  '30d': 'vs 30 days before',
} as const satisfies Record<DashboardRange, string>;

/** `Against yesterday until 14:32`: its last day ends where today has come to. */
export const againstText = (
  range: DashboardRange,
  previousTo: string,
  reportingTimeZone: string,
): string =>
  `Against ${before[range]} until ${formatTime(new Date(previousTo), reportingTimeZone)}`;

/** Why there is nothing to compare with. A day has the same name everywhere. */
export const sinceText = (day: string): string =>
  `No comparison: known since ${formatDay(new Date(`${day}T12:00:00Z`), 'UTC', new Date())}`;

/** `Today, 21 Nov`, or `15 Nov to 21 Nov`. */
export const periodText = (
  range: DashboardRange,
  { from, to }: { from: string; to: string },
  reportingTimeZone: string,
): string => {
  const now = new Date(to);
  const last = formatDay(now, reportingTimeZone, now);
  if (range === '1d') return `Today, ${last}`;
  return `${formatDay(new Date(from), reportingTimeZone, now)} to ${last}`;
};

/** The range in the addresses of the rows that are counted, and of those that come meanwhile. */
export const rowRanges = {
  '1d': 'now/d..now',
  '7d': 'now-6d/d..now',
  '30d': 'now-29d/d..now',
} as const satisfies Record<DashboardRange, string>;
