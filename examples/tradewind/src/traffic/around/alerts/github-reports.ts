import { createChance } from '../../../chance.ts';
import { minuteMs } from '../../durations.ts';
import { idAt } from '../../ids.ts';
import type { World } from '../../world/customer.ts';
import { git } from '../autofix/autofix-reports.ts';
import type { Report } from '../report.ts';
import { troublesUntil } from './troubles.ts';

interface Run {
  readonly workflow: keyof typeof workflows;
  readonly number: number;
  /** One that is run again keeps its number. */
  readonly attempt: number;
  readonly commit: string;
  readonly conclusion: 'failure' | 'success';
  readonly at: number;
}

const workflows = { Checks: 41_207_331, Deploy: 41_207_332 } as const;
const fullName = 'tradewind/tradewind';

const toReport = (seed: string, run: Run): Report => {
  const { workflow, number, attempt, commit, conclusion, at } = run;
  const chance = createChance(seed, 'workflow run', workflow, number, attempt);
  return {
    by: 'github',
    at,
    headers: { 'x-github-event': 'workflow_run', 'x-github-delivery': idAt(chance, at) },
    body: {
      action: 'completed',
      workflow_run: {
        id: 8_000_000 + number,
        name: workflow,
        workflow_id: workflows[workflow],
        head_branch: 'main',
        head_commit: { message: commit },
        event: 'push',
        status: 'completed',
        conclusion,
        run_number: number,
        run_attempt: attempt,
        updated_at: new Date(at).toISOString(),
        html_url: `${git}/actions/runs/${number}`,
        head_repository: { full_name: fullName },
      },
      repository: { full_name: fullName, default_branch: 'main' },
    },
  };
};

const failed = (seed: string, run: Omit<Run, 'conclusion'>, endsAt: number): Report => ({
  ...toReport(seed, { ...run, conclusion: 'failure' }),
  outdatedAt: endsAt,
});

/** As the world begins, a deployment fails, and succeeds when it is run again. */
const firstDeployment = ({ seed, beginsAt }: World): Report[] => {
  const run = { workflow: 'Deploy', number: 388, commit: 'Show invoices by quarter' } as const;
  const endsAt = beginsAt + 2 * minuteMs;
  return [
    failed(seed, { ...run, attempt: 1, at: beginsAt }, endsAt),
    toReport(seed, { ...run, attempt: 2, conclusion: 'success', at: endsAt }),
  ];
};

/** Runs of workflows: those that an agent is then set to mend, and the ones that succeed after it. */
export const githubReports = (world: World, until: number): Report[] => {
  const { seed } = world;
  const ofTroubles = troublesUntil(world, 'ci', until).flatMap((trouble) => {
    const { number, breaksAt, endsAt, title } = trouble;
    const run = { workflow: 'Checks', attempt: 1 } as const;
    const broken = { ...run, number, commit: title, at: breaksAt };
    const commit = `Mend: ${title}`;
    const mended = { ...run, number: number + 1, commit, at: endsAt };
    return [failed(seed, broken, endsAt), toReport(seed, { ...mended, conclusion: 'success' })];
  });
  return [...firstDeployment(world), ...ofTroubles];
};
