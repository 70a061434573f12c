import {
  QuickProviderRange,
  QuickSearchTrendsRange,
  QuickUsageRange,
  UsageGroup,
} from '@taffrail/contract';
import type { Call } from '../api/calls.ts';
import { models, organizations, routes } from './fill-usage.ts';

const call = (name: string, url: (turn: number) => string): Call => ({
  name,
  url: (turn) => `/api/v1/${url(turn)}`,
});

const pick = <T>(items: readonly T[], turn: number): T => items[turn % items.length] as T;
/** From the largest to the smallest. */
const organization = (turn: number): string =>
  `00000000-0000-7000-b000-${(1 + ((turn * 37) % organizations)).toString(16).padStart(12, '0')}`;
const model = (turn: number): string => encodeURIComponent(pick(models, turn)[0]);
const route = (turn: number): string => encodeURIComponent(pick(routes, turn) || 'none');

const jobs: readonly Call[] = [
  call('jobs', () => 'ai-jobs'),
  call('jobs, 200 rows', () => 'ai-jobs?limit=200'),
  call('jobs by provider', () => 'ai-jobs?provider=anthropic'),
  call('jobs by model', (turn) => `ai-jobs?model=${model(turn)}`),
  call('jobs by route', (turn) => `ai-jobs?route=${route(turn)}`),
  call('jobs by organization', (turn) => `ai-jobs?organizationId=${organization(turn)}`),
  call('jobs of nobody', () => 'ai-jobs?organizationId=none'),
  call('failed jobs', () => 'ai-jobs?status=failed'),
  call('jobs by error', () => 'ai-jobs?errorType=timeout'),
  call('unpriced jobs', () => 'ai-jobs?costSource=unpriced'),
  call('unpriced jobs of a model', () => 'ai-jobs?costSource=unpriced&model=a-model-of-our-own'),
];

const providers: readonly Call[] = [
  ...QuickProviderRange.options.flatMap((range) =>
    ['provider', 'model', 'route'].map((group) =>
      call(`providers by ${group}, ${range}`, () => `providers?range=${range}&group=${group}`),
    ),
  ),
  call(
    'providers of an organization, 90d',
    (turn) => `providers?range=90d&group=model&organizationId=${organization(turn)}`,
  ),
  call(
    'what if, 90d',
    () => 'providers/what-if?range=90d&toProvider=anthropic&toModel=claude-sonnet-4-5',
  ),
  call(
    'what if of an organization, 90d',
    (turn) =>
      `providers/what-if?range=90d&organizationId=${organization(turn)}&toProvider=openai&toModel=gpt-4.1`,
  ),
];

const usage: readonly Call[] = [
  ...QuickUsageRange.options.map((range) => call(`usage, ${range}`, () => `usage?range=${range}`)),
  ...UsageGroup.options.flatMap((group) =>
    (['30d', '90d', '12m'] as const).flatMap((range) => [
      call(`usage by ${group}, ${range}`, () => `usage?range=${range}&group=${group}`),
      call(
        `breakdown by ${group}, ${range}`,
        () => `usage/breakdown?range=${range}&group=${group}`,
      ),
    ]),
  ),
  call(
    'usage of an organization by model, 90d',
    (turn) => `usage?range=90d&group=model&organizationId=${organization(turn)}`,
  ),
  call('usage of the month', () => 'usage/month'),
  call('usage of today', () => 'usage/today'),
  call('margin, 30d', () => 'usage/margin?range=30d'),
  call('margin, 12m', () => 'usage/margin?range=12m'),
  call('budgets', () => 'budgets'),
  call('prices', () => 'prices'),
  call('models without a price', () => 'prices/unpriced'),
];

const searches: readonly Call[] = [
  ...QuickSearchTrendsRange.options.flatMap((range) => [
    call(`search trends, ${range}`, () => `search-trends?range=${range}`),
    call(`terms, ${range}`, () => `search-trends/terms?range=${range}&dimension=keyword`),
  ]),
  call(
    'search trends beside a country, 90d',
    (turn) => `search-trends?range=90d&filter=country.country%20${1 + (turn % 50)}`,
  ),
  call('terms by part of a word', () => 'search-trends/terms?range=30d&dimension=keyword&q=99'),
  call('synonyms', () => 'search-trends/synonyms'),
];

/**
 * Every call of the pages of AI cost and search trends but those of several filters, which are searched for and have a
 * budget of time. Whoever adds a page adds its calls here.
 */
export const usageCalls: readonly Call[] = [...jobs, ...providers, ...usage, ...searches];
