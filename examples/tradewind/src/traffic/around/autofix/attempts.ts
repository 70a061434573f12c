/** What an agent was set to work on, and what came of it; all of it made up. */
export interface Story {
  readonly trigger: 'sentry' | 'load_test' | 'ci';
  readonly outcome: 'fixed' | 'skipped' | 'failed';
  readonly title: string;
  /** In the agent's own words. */
  readonly said: string;
}

type Told = readonly [
  trigger: Story['trigger'],
  outcome: Story['outcome'],
  title: string,
  said: string,
];

const told: readonly Told[] = [
  [
    'sentry',
    'fixed',
    "TypeError: Cannot read properties of undefined (reading 'country') in runHeadhunt",
    'A company may be deleted while its headhunt waits in the queue. The job now ends quietly when it is gone, and a test deletes it in between.',
  ],
  [
    'ci',
    'fixed',
    'leads.test.ts fails at midnight',
    'The test took "today" from two clocks. It is given one now.',
  ],
  [
    'sentry',
    'skipped',
    'Problem: The catalogue did not answer in time. in GET /api/companies/:id',
    'The catalogue had an outage at that time; the product answered with 504 as it should.',
  ],
  [
    'ci',
    'failed',
    'npm ci: no space left on device',
    'The runner is full. That is not for a commit to mend.',
  ],
  [
    'sentry',
    'fixed',
    'RangeError: Invalid time value in POST /api/tasks',
    'A due date of the year 275761 passed the check. Dates are now limited to 2100.',
  ],
  [
    'load_test',
    'failed',
    'POST /api/sessions: p95 236 ms when twenty users sign in at once',
    'The change passed its tests, and the load test was as slow as before. Taken back.',
  ],
  [
    'ci',
    'fixed',
    'oxlint: no-floating-promises in src/credits/routes.ts',
    'The promise is awaited; had it failed, nobody would have known.',
  ],
  [
    'sentry',
    'failed',
    'SyntaxError: Unexpected end of JSON input',
    'Could not reproduce: the stack names a build that is no longer deployed, and its source map is missing.',
  ],
  [
    'ci',
    'skipped',
    'batches.test.ts times out now and then',
    'Passed twenty times in a row when repeated; the runner was busy. Noted as known.',
  ],
  [
    'sentry',
    'fixed',
    'error: duplicate key value violates unique constraint "contacts_company_id_email_key"',
    'Two headhunts of one company found the same person at once. The insert now leaves those that are there.',
  ],
  [
    'ci',
    'fixed',
    'Type error after the upgrade of fastify: Property "signedIn" does not exist',
    'The declaration moved beside the hook that sets it.',
  ],
  [
    'load_test',
    'fixed',
    'GET /api/leads: a third slower than a week ago',
    'The list asked for the company of each lead by itself. One join does.',
  ],
  [
    'sentry',
    'skipped',
    'URIError: URI malformed',
    'Sent by a scanner; answered with 400 since the last release.',
  ],
  [
    'ci',
    'failed',
    'Push to main refused after a fix of CHANGELOG.md',
    'The branch is protected, and the agent may not ask for a review.',
  ],
  [
    'sentry',
    'fixed',
    'Error: Connection terminated unexpectedly in takeJob',
    'The worker gave up when the database restarted. It waits for the next wake-up now.',
  ],
  [
    'ci',
    'skipped',
    'npm audit: a moderate advisory in a development dependency',
    'Not reachable: the parser in question is never given input from outside. No fixed version yet.',
  ],
  [
    'sentry',
    'failed',
    'FATAL: remaining connection slots are reserved',
    'error_max_turns: 40 turns were not enough to find who holds the connections.',
  ],
  [
    'load_test',
    'skipped',
    'GET /api/tasks: p95 31 ms, 22 ms a week ago',
    'Within what varies from run to run: the last eight lie between 19 and 33 ms.',
  ],
  [
    'ci',
    'fixed',
    'Migration 0003 is not in the schema that is checked in',
    'The dump was made before the migration. Made again.',
  ],
  [
    'sentry',
    'fixed',
    'Error: Request body is too large in POST /api/batches',
    'The page sent whole companies where ids do; it sends ids.',
  ],
  [
    'ci',
    'failed',
    'Screenshots differ by 3 pixels on the invoice page',
    'error_during_execution: the model was overloaded.',
  ],
  [
    'sentry',
    'skipped',
    'AbortError: This operation was aborted in createCatalogue',
    'A deployment stopped the process; the job was taken up again by the next.',
  ],
];

/** In the order in which they happen, again and again: each trigger meets each outcome. */
export const stories: readonly Story[] = told.map(([trigger, outcome, title, said]) => ({
  trigger,
  outcome,
  title,
  said,
}));
