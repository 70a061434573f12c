import {
  isQuickUsageRange,
  namedNone,
  type QuickUsageRange,
  type UsageFilter,
  type UsageGroup,
  type UsageMeasure,
  type UsageRange,
  type UsageStep,
  type UsageSubject,
} from '@taffrail/contract';
import { formatCount, formatLargeCount, formatUsd } from '../../lib/format.ts';
import { formatDay } from '../../lib/time/format-time.ts';
import { nameOf } from '../../ui/customer-name.ts';

const versusTexts = {
  '7d': 'vs 7 days before',
  '30d': 'vs 30 days before',
  '90d': 'vs 90 days before',
  mtd: 'vs last month',
  qtd: 'vs last quarter',
  ytd: 'vs last year',
  '12m': 'vs 12 months before',
} as const satisfies Record<QuickUsageRange, string>;

/** Short, for a narrow card; the line under the heading says it in full. */
export const versusText = (range: UsageRange): string =>
  isQuickUsageRange(range) ? versusTexts[range] : 'vs the days before';

export const groupTitles = {
  provider: 'Provider',
  model: 'Model',
  route: 'Route',
  organization: 'Organization',
  user: 'User',
} as const satisfies Record<UsageGroup, string>;

export const measureTitles = {
  cost: 'Cost',
  jobs: 'Jobs',
  tokens: 'Tokens',
} as const satisfies Record<UsageMeasure, string>;

export const stepTitles = {
  day: 'By day',
  week: 'By week',
  month: 'By month',
} as const satisfies Record<UsageStep, string>;

/** On an axis and in a legend, and where there is room for all of it. */
export const measureFormats = {
  cost: { short: formatUsd, exact: formatUsd },
  jobs: { short: formatLargeCount, exact: formatCount },
  tokens: { short: formatLargeCount, exact: formatCount },
} as const satisfies Record<
  UsageMeasure,
  { short: (value: number) => string; exact: (value: number) => string }
>;

const nobody = {
  provider: 'No provider',
  model: 'No model',
  route: 'No route',
  organization: 'No organization',
  user: 'No user',
} as const satisfies Record<UsageGroup, string>;

export const nameOfSubject = (group: UsageGroup, { key, customer }: UsageSubject): string => {
  if (key === null) return nobody[group];
  return customer ? nameOf(customer) : key;
};

/** Of all others, too: by user, jobs that named none are among them. */
export const titleOfSeries = (group: UsageGroup, subject: UsageSubject | null): string => {
  if (subject) return nameOfSubject(group, subject);
  return group === 'user' ? 'Others, and no user' : 'Other';
};

/** The filter that leaves only this; undefined of users, who are told apart but not asked for. */
export const filterOf = (
  group: UsageGroup,
  { key, provider }: UsageSubject,
): UsageFilter | undefined => {
  if (group === 'user') return undefined;
  if (group === 'route') return { route: key ?? namedNone };
  if (group === 'organization') return { organizationId: key ?? namedNone };
  if (group === 'provider') return { provider: key ?? undefined };
  return { model: key ?? undefined, provider: provider ?? undefined };
};

/** A day has the same name everywhere; the year is said where it is not this one. */
export const dayText = (day: string, now: Date): string =>
  formatDay(new Date(`${day}T12:00:00Z`), 'UTC', now);

/** `1 Nov to 21 Nov`. */
export const daysText = (from: string, to: string, now: Date): string =>
  from === to ? dayText(from, now) : `${dayText(from, now)} to ${dayText(to, now)}`;
