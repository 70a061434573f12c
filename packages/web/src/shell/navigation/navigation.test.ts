import { permissionsOf, Role } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { navigationFor } from './navigation.ts';

const titlesFor = (role: Role): string[] =>
  navigationFor(permissionsOf(role)).flatMap((group) => group.items.map((item) => item.title));

describe('navigationFor', () => {
  it.each([
    [
      'owner',
      [
        'Home',
        'First steps',
        'Incidents',
        'Alerts',
        'Checks',
        'Heartbeats',
        'Health',
        'Analyses',
        'Notifications',
        'Autofix',
        'Load tests',
        'Logs',
        'Inbox',
        'Bulk actions',
        'Pipeline health',
        'Runs',
        'Stage executions',
        'Revenue',
        'Cost & usage',
        'AI providers',
        'Activity',
        'Search trends',
        'Keys',
        'Sources',
        'Channels',
        'Alert rules',
        'Check settings',
        'Prices',
        'Budgets',
        'Operators',
        'Audit log',
      ],
    ],
    [
      'operator',
      [
        'Home',
        'First steps',
        'Incidents',
        'Alerts',
        'Checks',
        'Heartbeats',
        'Health',
        'Analyses',
        'Notifications',
        'Autofix',
        'Load tests',
        'Logs',
        'Inbox',
        'Bulk actions',
        'Pipeline health',
        'Runs',
        'Stage executions',
        'Revenue',
        'Cost & usage',
        'AI providers',
        'Activity',
        'Search trends',
        'Keys',
        'Sources',
        'Channels',
        'Alert rules',
        'Check settings',
        'Prices',
        'Budgets',
        'Audit log',
      ],
    ],
    ['finance', ['Home', 'Revenue', 'Cost & usage', 'AI providers', 'Prices', 'Budgets']],
    [
      'support',
      [
        'Home',
        'Incidents',
        'Alerts',
        'Checks',
        'Heartbeats',
        'Health',
        'Analyses',
        'Notifications',
        'Autofix',
        'Load tests',
        'Logs',
        'Bulk actions',
        'Pipeline health',
        'Runs',
        'Stage executions',
        'Activity',
        'Search trends',
        'Channels',
      ],
    ],
    [
      'viewer',
      [
        'Home',
        'Incidents',
        'Alerts',
        'Checks',
        'Heartbeats',
        'Health',
        'Analyses',
        'Notifications',
        'Autofix',
        'Load tests',
        'Logs',
        'Bulk actions',
        'Pipeline health',
        'Runs',
        'Stage executions',
        'Cost & usage',
        'AI providers',
        'Activity',
        'Search trends',
        'Channels',
        'Prices',
        'Budgets',
      ],
    ],
  ] as const)('shows the %s what that role may open', (role, titles) => {
    expect(titlesFor(role)).toEqual(titles);
  });

  it('leaves out a group without permitted items', () => {
    const groups = navigationFor(permissionsOf('support')).map((group) => group.title);
    expect(groups).toEqual([null, 'Respond', 'Pipelines', 'Customers', 'Product', 'Settings']);
  });

  it('gives each page a key of its own', () => {
    const keys = navigationFor(permissionsOf('owner'))
      .flatMap((group) => group.items)
      .flatMap((item) => item.key ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
