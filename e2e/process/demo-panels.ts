/** What the API says to a panel; what of it a test asks is not there when it is not fed. */
// oxlint-disable-next-line typescript/no-explicit-any
type Answer = any;

const differ = (items: readonly Answer[], field: string): number =>
  new Set(items.map((item) => item[field])).size;

/** Panels of both operations pages, where each reads, and when somebody has something to see. */
const panels: readonly (readonly [
  panel: string,
  path: string,
  isFed: (body: Answer) => boolean,
])[] = [
  ['KPIs of revenue', '/api/v1/revenue?range=12m', ({ current }) => Number(current.mrr) > 0],
  [
    'movements of all five kinds',
    '/api/v1/revenue?range=12m',
    ({ movements }) => movements.kinds.every(({ customers }: Answer) => customers > 0),
  ],
  ['twelve months', '/api/v1/revenue', ({ months }) => Number(months[0].mrr) > 0],
  ['a currency without a rate', '/api/v1/revenue', ({ unconverted }) => unconverted.length === 1],
  ['who is leaving', '/api/v1/revenue', ({ leaving }) => leaving.count > 0],
  ['trials', '/api/v1/revenue', ({ trialsEnding }) => trialsEnding.count > 0],
  [
    'failed payments, to be tried again',
    '/api/v1/revenue/failed-payments',
    ({ next }) => next.length > 2 && next.every((each: Answer) => each.nextAttemptAt !== null),
  ],
  [
    'cohorts',
    '/api/v1/revenue/cohorts',
    ({ cohorts }) => cohorts.filter(({ started }: Answer) => started > 0).length > 6,
  ],
  [
    'newest subscribers and cancellations',
    '/api/v1/revenue/latest',
    ({ started, cancelled }) => started.length === 5 && cancelled.length === 5,
  ],
  [
    'recent activity',
    '/api/v1/revenue/recent-activity',
    ({ activeCompanies, jobs, invoices }) =>
      activeCompanies > 0 && jobs.value > 0 && invoices.value > 0,
  ],
  ['requests', '/api/v1/api-metrics', ({ groups }) => groups.length > 5],
  [
    'record counts',
    '/api/v1/record-counts',
    ({ models }) => models.length === 6 && models.every(({ count }: Answer) => count > 0),
  ],
  ['integrity', '/api/v1/integrity', ({ run, checks }) => run !== null && checks.length > 20],
  [
    'load tests that passed and failed, one of them mended',
    '/api/v1/load-test-runs?limit=10',
    ({ items }) =>
      differ(items, 'verdict') > 1 && items.some(({ autofix }: Answer) => autofix?.commitUrl),
  ],
  [
    'attempts of all triggers and outcomes',
    '/api/v1/autofix-runs?limit=50',
    ({ items }) => differ(items, 'trigger') === 3 && differ(items, 'outcome') === 3,
  ],
  ...['error', 'warning', 'info'].map(
    (level) =>
      [
        `logs of the level ${level}`,
        `/api/v1/system-logs?limit=5&level=${level}`,
        ({ items }: Answer) => items.some(({ source }: Answer) => source !== 'taffrail'),
      ] as const,
  ),
  ['groups of errors', '/api/v1/error-groups', ({ items }) => items.length > 1],
  [
    'sources that have sent what could be read',
    '/api/v1/sources',
    ({ items }) =>
      items.length === 6 &&
      items.every((source: Answer) => source.lastReceivedAt !== null && source.poisoned === 0),
  ],
  [
    'an incident that is critical',
    '/api/v1/incidents',
    ({ items }) => items.some(({ severity }: Answer) => severity === 'critical'),
  ],
  [
    'heartbeats that are up',
    '/api/v1/heartbeats',
    ({ items }) => items.length === 2 && items.every(({ state }: Answer) => state === 'up'),
  ],
];

/** Those that have nothing to show. */
export const listUnfed = async (get: (path: string) => Promise<unknown>): Promise<string[]> => {
  const answers = new Map<string, Promise<unknown>>();
  const unfed: string[] = [];
  for (const [panel, path, isFed] of panels) {
    const answer = answers.get(path) ?? get(path);
    answers.set(path, answer);
    if (!isFed(await answer)) unfed.push(panel);
  }
  return unfed;
};
