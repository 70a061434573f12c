import type { RevenueRange } from '@taffrail/contract';
import { formatDay, formatTime } from '../../lib/time/format-time.ts';

export const rangeTitles = {
  mtd: 'Month to date',
  qtd: 'Quarter to date',
  ytd: 'Year to date',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  '12m': 'Last 12 months',
} as const satisfies Record<RevenueRange, string>;

/** Short, for a narrow card; the line under the heading says it in full. */
export const versusTexts = {
  mtd: 'vs last month',
  qtd: 'vs last quarter',
  ytd: 'vs last year',
  '30d': 'vs 30 days before',
  '90d': 'vs 90 days before',
  '12m': 'vs 12 months before',
} as const satisfies Record<RevenueRange, string>;

/** A day has the same name everywhere; the year is said where it is not this one. */
export const dayText = (day: string, now: Date): string =>
  formatDay(new Date(`${day}T12:00:00Z`), 'UTC', now);

/** `1 Nov to 21 Nov`. */
export const daysText = (from: string, to: string, now: Date): string =>
  from === to ? dayText(from, now) : `${dayText(from, now)} to ${dayText(to, now)}`;

interface Period {
  readonly asOf: string;
  readonly timeZone: string;
  readonly range: {
    readonly from: string;
    readonly to: string;
    readonly previousFrom: string;
    readonly previousTo: string;
  };
}

/** `1 Oct to 21 Oct, until 14:32`: the last day that is compared ends where today has come to. */
export const previousText = ({ asOf, range, timeZone }: Period): string => {
  const now = new Date(asOf);
  return `${daysText(range.previousFrom, range.previousTo, now)}, until ${formatTime(now, timeZone)}`;
};

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });

/** `Nov 2026`. */
export const monthText = (month: string): string =>
  `${monthName.format(new Date(`${month}-15T00:00:00Z`))} ${month.slice(0, 4)}`;

/** `Nov`, and `Jan 26` where a year begins. */
export const shortMonthText = (month: string): string =>
  `${monthName.format(new Date(`${month}-15T00:00:00Z`))}${month.endsWith('-01') ? ` ${month.slice(2, 4)}` : ''}`;
