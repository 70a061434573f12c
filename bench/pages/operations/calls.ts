import type { Call } from '../api/calls.ts';
import {
  checks,
  errorGroups,
  idOfAttempt,
  idOfCheck,
  idOfGroup,
  idOfRun,
  loadTestRuns,
} from './fill-operations.ts';

const call = (name: string, path: string | ((turn: number) => string)): Call => ({
  name,
  url: (turn) => `/api/v1/${typeof path === 'string' ? path : path(turn)}`,
});

const between = (before: Date, days: number): string =>
  `from=${new Date(before.getTime() - days * 86_400_000).toISOString()}&to=${before.toISOString()}`;

/**
 * Every call of the pages of operations but revenue's and the requests', which have measurements of
 * their own, and but those that search, which have a budget of time.
 */
export const listCalls = (before: Date): Call[] => [
  call('logs', 'system-logs'),
  call('logs, 200 rows', 'system-logs?limit=200'),
  call('logs by level', 'system-logs?level=error'),
  call('logs by source', (turn) => `system-logs?source=route%20/api/${turn % 40}`),
  call('logs of a group', (turn) => `system-logs?fingerprint=${idOfGroup((turn * 7) % 500)}`),
  call('logs of the console itself', 'system-logs?writtenBy=taffrail'),
  ...[1, 7, 30, 90].flatMap((days) => [
    call(`logs over time, ${days} d`, `system-logs/histogram?${between(before, days)}`),
    call(
      `errors over time, ${days} d`,
      `system-logs/histogram?level=error&${between(before, days)}`,
    ),
  ]),
  call('error groups', 'error-groups'),
  call('error groups, 200 rows', 'error-groups?limit=200'),
  call('error group', (turn) => `error-groups/${idOfGroup((turn * 7) % (errorGroups / 4))}`),
  call('inbox', 'inbox'),
  call('inbox, poisoned', 'inbox?state=poisoned'),
  call('inbox by source', 'inbox?kind=load_tests'),
  call('depth of the inbox', 'inbox-depth'),
  call('sources', 'sources'),
  call('attempts to fix', 'autofix-runs'),
  call('attempts by outcome', 'autofix-runs?outcome=failed'),
  call('attempts by trigger and repository', 'autofix-runs?trigger=ci&repository=acme/product-2'),
  call('attempt', (turn) => `autofix-runs/${idOfAttempt(1 + turn)}`),
  ...[1, 30, 90, 365].map((days) =>
    call(`figures of attempts, ${days} d`, `autofix-figures?${between(before, days)}`),
  ),
  call('runs of load tests', 'load-test-runs'),
  call('failed runs of load tests', 'load-test-runs?verdict=failed&limit=200'),
  call(
    'run of a load test',
    (turn) => `load-test-runs/${idOfRun(1 + (turn % (loadTestRuns / 10)))}`,
  ),
  call('load tests', 'load-tests'),
  call('integrity', 'integrity'),
  call('integrity of one check', (turn) => `integrity/${idOfCheck(1 + (turn % checks))}`),
  call('record counts', 'record-counts'),
];
