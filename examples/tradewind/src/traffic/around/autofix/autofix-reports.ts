import { createChance, type Chance } from '../../../chance.ts';
import { hourMs, minuteMs, pastDays } from '../../durations.ts';
import type { World } from '../../world/customer.ts';
import { runMs, weeklyRuns } from '../load-tests/weeks.ts';
import type { Report } from '../report.ts';
import { stories, type Story } from './attempts.ts';

/** About so often something is attempted. */
const everyMs = 20 * hourMs;
/** The first while one looks on comes soon. */
const firstAfterMs = 4 * minuteMs;

export const git = 'https://git.tradewind.example/tradewind/tradewind';

export const hexOf = (chance: Chance, digits: number): string =>
  Array.from({ length: digits }, () => chance.integer(0, 15).toString(16)).join('');

/** What others tell of an attempt, too: drawn first, so that it is the same whoever asks. */
const drawAttempt = (chance: Chance) => ({
  /** Of the commit that it ends with, if it mends something. */
  sha: hexOf(chance, 40),
  /** Of what it is about: the run of CI, or the issue of Sentry. */
  number: chance.integer(400, 9_800),
});
const drawnOf = (seed: string, attemptId: string) =>
  drawAttempt(createChance(seed, 'attempt', attemptId));

export const triggerNumberOf = (seed: string, attemptId: string): number =>
  drawnOf(seed, attemptId).number;
export const sentryIdOf = (number: number): string =>
  `TRADEWIND-${number.toString(36).toUpperCase()}`;
export const sentryUrlOf = (number: number): string =>
  `https://sentry.tradewind.example/issues/${number}`;

const triggerOf = (number: number, trigger: Story['trigger']) => {
  if (trigger === 'load_test') return {};
  return trigger === 'sentry'
    ? {
        triggerId: sentryIdOf(number),
        triggerUrl: sentryUrlOf(number),
      }
    : { triggerId: String(number), triggerUrl: `${git}/actions/runs/${number}` };
};

export interface Attempt extends Story {
  readonly id: string;
  readonly at: number;
  /** The run that it is about, by the id that the run was reported with. */
  readonly triggerId?: string;
}

const toReport = (
  seed: string,
  { id, at, trigger, outcome, title, said, triggerId }: Attempt,
): Report => {
  const chance = createChance(seed, 'attempt', id);
  const { sha, number } = drawAttempt(chance);
  const facts = {
    id: `${seed}-${id}`,
    trigger,
    title,
    ...triggerOf(number, trigger),
    ...(triggerId !== undefined && { triggerId }),
    ...(outcome === 'fixed' && {
      commitSha: sha,
      commitUrl: `${git}/commit/${sha}`,
      testsPassed: String(createChance(seed, 'tests', id).integer(1_180, 1_260)),
    }),
    ...(trigger === 'ci' && { workflow: 'Checks', branch: 'main' }),
    workflowUrl: `${git}/actions/runs/${chance.integer(100_000, 999_999)}`,
    at: new Date(at).toISOString(),
  };
  const turns = chance.integer(6, 38);
  const figures = {
    durationMs: turns * chance.integer(7_000, 15_000),
    costUsd: Math.round(turns * (2 + 4 * chance.next())) / 100,
  };
  if (outcome !== 'failed')
    return {
      by: 'autofix',
      at,
      body: { ...facts, outcome, summary: said, model: 'claude-sonnet-4-5', turns, ...figures },
    };
  // As claude-code-action leaves it: "success" beside `is_error` is a failure.
  const execution = [
    { type: 'system', subtype: 'init', model: 'claude-sonnet-4-5' },
    {
      type: 'result',
      subtype: 'success',
      is_error: true,
      result: said,
      num_turns: turns,
      duration_ms: figures.durationMs,
      total_cost_usd: figures.costUsd,
    },
  ];
  return { by: 'autofix', at, query: facts, body: execution };
};

/** One after the other; those of the past count backwards. */
const storyOf = (number: number): Story | undefined => stories.at(number % stories.length);

export const attemptsUntil = ({ seed, beginsAt }: World, until: number): Attempt[] => {
  const attempts: Attempt[] = [];
  const first = -Math.floor((pastDays * 24 * hourMs) / everyMs);
  for (let number = first; ; number += 1) {
    const chance = createChance(seed, 'attempt at', number);
    const at = Math.floor(
      beginsAt + number * everyMs + (number === 0 ? firstAfterMs : chance.next() * 0.9 * everyMs),
    );
    if (at > until) return attempts;
    const story = storyOf(number);
    if (story) attempts.push({ ...story, id: `attempt-${number}`, at });
  }
};

/** What became of the weekly load tests that did not pass. */
const attemptsAfterLoadTests = (world: World, until: number): Attempt[] =>
  weeklyRuns(world, until).flatMap(({ id, startedAt, course }): Attempt[] => {
    if (course === 'good') return [];
    const about = { id: `after-${id}`, at: startedAt + runMs + 34 * minuteMs, triggerId: id };
    return course === 'slow'
      ? [
          {
            ...about,
            trigger: 'load_test',
            outcome: 'fixed',
            title: 'GET /api/companies: p95 above 700 ms, and 500 where the list is long',
            said: 'The list was sorted by a column without an index since the last migration. The index is back, and a test reads the plan of the query.',
          },
        ]
      : [
          {
            ...about,
            trigger: 'load_test',
            outcome: 'skipped',
            title: 'GET /api/companies/:id: 37 % of requests failed',
            said: 'The catalogue was out during the run; no request failed on our side.',
          },
        ];
  });

const allUntil = (world: World, until: number): Attempt[] => [
  ...attemptsUntil(world, until),
  ...attemptsAfterLoadTests(world, until),
];

/** The commits of those that mended something. */
export const fixesUntil = (world: World, until: number): { sha: string; at: number }[] =>
  allUntil(world, until)
    .filter(({ outcome }) => outcome === 'fixed')
    .map(({ id, at }) => ({ sha: drawnOf(world.seed, id).sha, at }));

/** An agent that tries to mend what breaks. */
export const autofixReports = (world: World, until: number): Report[] =>
  allUntil(world, until).map((attempt) => toReport(world.seed, attempt));
