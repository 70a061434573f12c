/** What an agent was set to work on, by what set it to work; all of it made up. */
export interface Story {
  readonly title: string;
  /** What it says it did, or why it did nothing. */
  readonly fixed: string;
  readonly skipped: string;
  readonly failed: string;
}

export const triggers = ['sentry', 'load_test', 'ci'] as const;
export type Trigger = (typeof triggers)[number];
export const outcomes = ['fixed', 'skipped', 'failed'] as const;
export type Outcome = (typeof outcomes)[number];

export const stories: Readonly<Record<Trigger, readonly [Story, ...Story[]]>> = {
  sentry: [
    {
      title: "TypeError: Cannot read properties of undefined (reading 'country') in runHeadhunt",
      fixed:
        'A company may be deleted while its headhunt waits in the queue. The job now ends quietly when it is gone, and a test deletes it in between.',
      skipped:
        'The company was deleted by hand in the database while a headhunt ran. No code path of the product does that.',
      failed:
        'Could not reproduce: the stack names a build that is no longer deployed, and its source map is missing.',
    },
    {
      title: 'Problem: The catalogue did not answer in time. in GET /api/companies/:id',
      fixed:
        'The profile was asked for again by every tab that waited for it. Requests for the same company now share one.',
      skipped:
        'The catalogue had an outage at that time; the product answered with 504 as it should.',
      failed:
        'The retry that was tried made the outage worse in the test that simulates one. Taken back.',
    },
    {
      title: 'RangeError: Invalid time value in POST /api/tasks',
      fixed: 'A due date of the year 275761 passed the check. Dates are now limited to 2100.',
      skipped: 'Sent by a scanner; the request is answered with 400 since the last release.',
      failed: 'error_max_turns: 40 turns were not enough to find where the date comes from.',
    },
  ],
  load_test: [
    {
      title: 'POST /api/sessions: p95 236 ms when twenty users sign in at once',
      fixed: 'Two password hashes at a time instead of four: the event loop is free in between.',
      skipped: 'That is what the password hash costs; making it cheaper would make it weaker.',
      failed: 'The change passed its tests, and the load test was as slow as before.',
    },
    {
      title: 'GET /api/companies/:id: 37 % of requests failed',
      fixed: 'Profiles that are known are no longer asked for: the cache key had the plan in it.',
      skipped: 'The catalogue was out during the run; no request failed on our side.',
      failed: 'The load test could not be repeated: the staging database was being restored.',
    },
  ],
  ci: [
    {
      title: 'leads.test.ts fails at midnight',
      fixed: 'The test took "today" from two clocks. It is given one now.',
      skipped: 'Passed three times in a row when repeated; marked as known to be flaky.',
      failed: 'npm ci failed on the runner: no space left on device.',
    },
    {
      title: 'oxlint: no-floating-promises in src/credits/routes.ts',
      fixed: 'The promise is awaited; had it failed, nobody would have known.',
      skipped: 'Fixed on main in the meantime.',
      failed: 'The push was refused: the branch is protected.',
    },
    {
      title: 'Type error after the upgrade of fastify: Property "signedIn" does not exist',
      fixed: 'The declaration moved beside the hook that sets it.',
      skipped: 'The upgrade was taken back by a colleague.',
      failed: 'error_during_execution: the model was overloaded.',
    },
  ],
};
