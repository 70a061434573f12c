import {
  manyOrganization,
  manyUser,
} from '../../../packages/server/test/figures/many-activities.ts';
import { days, organizationCount, usersOfOrganization } from './fill-activity.ts';
import { endpoints } from './fill-requests.ts';

/** What a page asks the server; each time it asks for something else, if there is something else. */
export interface Call {
  readonly name: string;
  readonly url: (turn: number) => string;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;

const call = (
  name: string,
  path: string,
  query: (turn: number) => Readonly<Record<string, string | readonly string[]>> = () => ({}),
): Call => ({
  name,
  url: (turn) => {
    const parameters = new URLSearchParams();
    for (const [key, value] of Object.entries(query(turn)))
      for (const one of [value].flat()) parameters.append(key, one);
    return `/api/v1/${path}?${parameters.toString()}`;
  },
});

/** From the largest to the smallest. */
const organization = (turn: number): string => manyOrganization((turn * 37) % organizationCount);
const user = (turn: number): string =>
  manyUser((turn * 37 * usersOfOrganization) % (organizationCount * usersOfOrganization));
const actions = ['lead.created', 'user.login', 'credit.consumed', 'task.completed', 'lead.viewed'];
const pick = <T>(items: readonly T[], turn: number): T => items[turn % items.length] as T;

const range = (before: Date, lengthMs: number, back = 0): { from: string; to: string } => ({
  from: new Date(before.getTime() - back - lengthMs).toISOString(),
  to: new Date(before.getTime() - back).toISOString(),
});

const lengths = {
  '1 h': hourMs,
  '24 h': dayMs,
  '7 d': 7 * dayMs,
  '30 d': 30 * dayMs,
  '90 d': 90 * dayMs,
};

/** Every call of the pages but those that search, which have a budget of time. */
export const listCalls = (before: Date): Call[] => [
  call('log', 'activity'),
  call('log, 200 rows', 'activity', () => ({ limit: '200' })),
  call('log by organization', 'activity', (turn) => ({ organizationId: organization(turn) })),
  call('log by user', 'activity', (turn) => ({ userId: user(turn) })),
  call('log by action', 'activity', (turn) => ({ action: pick(actions, turn) })),
  call('log by prefix', 'activity', () => ({ action: 'lead.*' })),
  call('log by ending', 'activity', () => ({ action: '*.deleted' })),
  call('log by category', 'activity', () => ({ category: 'billing' })),
  call('log by resource', 'activity', (turn) => ({ resourceId: `thing_${(turn * 97) % 5_000}` })),
  call('log of a day long ago', 'activity', (turn) =>
    range(before, dayMs, (turn % (days - 2)) * dayMs),
  ),
  call('log of an organization long ago', 'activity', (turn) => ({
    organizationId: organization(turn),
    ...range(before, dayMs, (turn % (days - 2)) * dayMs),
  })),
  ...Object.entries(lengths).map(([name, length]) =>
    call(`histogram, ${name}`, 'activity/histogram', () => range(before, length)),
  ),
  call('histogram by category, 30 d', 'activity/histogram', () => ({
    category: 'billing',
    ...range(before, 30 * dayMs),
  })),
  ...(['7 d', '30 d', '90 d'] as const).map((name) =>
    call(`histogram of an organization, ${name}`, 'activity/histogram', (turn) => ({
      organizationId: organization(turn),
      ...range(before, lengths[name]),
    })),
  ),
  call('histogram of a user, 90 d', 'activity/histogram', (turn) => ({
    userId: user(turn),
    ...range(before, lengths['90 d']),
  })),
  call('actions', 'activity/actions'),
  ...(['1d', '7d', '30d'] as const).map((name) =>
    call(`dashboard, ${name}`, 'dashboard', () => ({ range: name })),
  ),
  ...(['1d', '7d', '30d'] as const).map((name) =>
    call(`requests of the dashboard, ${name}`, 'dashboard/requests', () => ({ range: name })),
  ),
  ...Object.entries(lengths).map(([name, length]) =>
    call(`requests, ${name}`, 'api-metrics', () => range(before, length)),
  ),
  call('requests by status, 7 d', 'api-metrics', () => ({
    groupBy: 'statusClass',
    ...range(before, lengths['7 d']),
  })),
  call('requests of an endpoint, 30 d', 'api-metrics', (turn) => ({
    endpoint: pick(endpoints, turn).endpoint,
    ...range(before, lengths['30 d']),
  })),
  ...(['24 h', '7 d', '30 d'] as const).map((name) =>
    call(`database latency, ${name}`, 'database-latency', () => range(before, lengths[name])),
  ),
  call('organizations', 'organizations'),
  call('organizations by name', 'organizations', (turn) => ({ q: `Organization ${turn % 1000}` })),
  call('users', 'users'),
  call('users by name', 'users', (turn) => ({ q: `User ${turn * 37}` })),
  call('audit log', 'audit-log'),
  call('audit log by action', 'audit-log', () => ({ action: 'operator.*' })),
  call('keys', 'api-keys'),
  call('first steps', 'first-steps'),
];
