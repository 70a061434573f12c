import { createChance } from '../../../chance.ts';
import { hourMs, minuteMs, pastDays } from '../../durations.ts';
import { idAt } from '../../ids.ts';
import type { World } from '../../world/customer.ts';
import { fixesUntil, git, hexOf } from '../autofix/autofix-reports.ts';
import type { Report } from '../report.ts';

/** About so often what was finished is released, besides what was mended. */
const everyMs = 31 * hourMs;
/** The first while one looks on comes soon. */
const firstAfterMs = 7 * minuteMs;
/** A deploy that failed is tried again. */
const againMs = 12 * minuteMs;

interface Deployment {
  readonly sha: string;
  readonly startedAt: number;
}

const releasesUntil = ({ seed, beginsAt }: World, until: number): Deployment[] => {
  const releases: Deployment[] = [];
  const first = -Math.floor((pastDays * 24 * hourMs) / everyMs);
  for (let number = first; ; number += 1) {
    const chance = createChance(seed, 'release', number);
    const sha = hexOf(chance, 40);
    const wait = number === 0 ? firstAfterMs : chance.next() * 0.8 * everyMs;
    const startedAt = Math.floor(beginsAt + number * everyMs + wait);
    if (startedAt > until) return releases;
    releases.push({ sha, startedAt });
  }
};

const toReport = (
  seed: string,
  { sha }: Deployment,
  attempt: number,
  state: 'success' | 'failure',
  at: number,
): Report => {
  const id = createChance(seed, 'deployment', sha, attempt).integer(1_000_000, 99_999_999);
  return {
    by: 'github',
    at,
    headers: {
      'x-github-event': 'deployment_status',
      'x-github-delivery': idAt(createChance(seed, 'deployment status', sha, attempt), at),
    },
    body: {
      action: 'created',
      deployment_status: {
        state,
        environment: 'production',
        log_url: `${git}/actions/runs/${id}`,
        created_at: new Date(at).toISOString(),
      },
      deployment: { id, sha, ref: 'main', task: 'deploy', environment: 'production' },
      repository: { full_name: 'tradewind/tradewind', default_branch: 'main' },
    },
  };
};

/** One in eight fails at first. */
const toReports = (seed: string, deployment: Deployment): Report[] => {
  const chance = createChance(seed, 'deploy', deployment.sha);
  const endsAt = deployment.startedAt + chance.integer(3, 9) * minuteMs;
  if (chance.next() > 1 / 8) return [toReport(seed, deployment, 1, 'success', endsAt)];
  return [
    toReport(seed, deployment, 1, 'failure', endsAt),
    toReport(seed, deployment, 2, 'success', endsAt + againMs),
  ];
};

/** GitHub tells of each deployment: of what was mended, within the hour, and of releases. */
export const deployReports = (world: World, until: number): Report[] => {
  const { seed } = world;
  const ofFixes = fixesUntil(world, until).map(({ sha, at }) => ({
    sha,
    startedAt: at + createChance(seed, 'deploy after', sha).integer(14, 55) * minuteMs,
  }));
  return [...ofFixes, ...releasesUntil(world, until)].flatMap((deployment) =>
    toReports(seed, deployment),
  );
};
