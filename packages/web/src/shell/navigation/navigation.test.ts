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
        'Health',
        'Autofix',
        'Load tests',
        'Logs',
        'Inbox',
        'Pipeline health',
        'Runs',
        'Revenue',
        'Activity',
        'Keys',
        'Sources',
        'Operators',
        'Audit log',
      ],
    ],
    [
      'operator',
      [
        'Home',
        'First steps',
        'Health',
        'Autofix',
        'Load tests',
        'Logs',
        'Inbox',
        'Pipeline health',
        'Runs',
        'Revenue',
        'Activity',
        'Keys',
        'Sources',
        'Audit log',
      ],
    ],
    ['finance', ['Home', 'Revenue']],
    [
      'support',
      ['Home', 'Health', 'Autofix', 'Load tests', 'Logs', 'Pipeline health', 'Runs', 'Activity'],
    ],
    [
      'viewer',
      ['Home', 'Health', 'Autofix', 'Load tests', 'Logs', 'Pipeline health', 'Runs', 'Activity'],
    ],
  ] as const)('shows the %s what that role may open', (role, titles) => {
    expect(titlesFor(role)).toEqual(titles);
  });

  it('leaves out a group without permitted items', () => {
    const groups = navigationFor(permissionsOf('viewer')).map((group) => group.title);
    expect(groups).toEqual([null, 'Respond', 'Pipelines', 'Customers']);
  });

  it('gives each page a key of its own', () => {
    const keys = navigationFor(permissionsOf('owner'))
      .flatMap((group) => group.items)
      .flatMap((item) => item.key ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
