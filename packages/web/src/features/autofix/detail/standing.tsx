import type { AutofixFate, AutofixRun, AutofixTrigger } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { CommitLink } from '../../../ui/commit-link.tsx';
import { ExternalLink } from '../../../ui/external-link.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status, type StatusName } from '../../../ui/status.tsx';
import {
  countTests,
  fateStatuses,
  fateTitles,
  verificationStatuses,
  verificationTitles,
} from '../autofix-words.ts';

const meanings = {
  merged: 'No deploy to production holds its commit.',
  unknown: 'No deploys are told of, or one since then did not say what came with it.',
} as const satisfies Partial<Record<AutofixFate, string>>;

/** The way of a fix, step by step, as far as it is known. */
export function Standing({ run, fate }: { run: AutofixRun; fate: AutofixFate }) {
  return (
    <ol className="flex flex-col gap-2 text-compact">
      <Step status="ok" word="Committed">
        <CommitLink fix={run} />
        <RelativeTime at={run.createdAt} />
      </Step>
      <Tested run={run} />
      <Deployed run={run} fate={fate} />
      {run.deploy && <Since run={run} />}
    </ol>
  );
}

function Step(props: { status: StatusName; word: string; children?: ReactNode }) {
  return (
    <li className="flex min-h-6 flex-wrap items-center gap-x-3">
      <span className="w-40">
        <Status status={props.status}>{props.word}</Status>
      </span>
      <span className="flex flex-wrap items-center gap-x-3 text-muted">{props.children}</span>
    </li>
  );
}

function Tested({ run }: { run: AutofixRun }) {
  const { verification } = run;
  if (verification === null)
    return (
      <Step status="unknown" word="Tests">
        Not reported
      </Step>
    );
  return (
    <Step status={verificationStatuses[verification]} word={verificationTitles[verification]}>
      {countTests(run)}
    </Step>
  );
}

function Deployed({ run: { deploy }, fate }: { run: AutofixRun; fate: AutofixFate }) {
  if (!deploy)
    return (
      <Step status={fateStatuses[fate]} word={fateTitles[fate]}>
        {fate === 'merged' ? meanings.merged : meanings.unknown}
      </Step>
    );
  const { environment, url, finishedAt } = deploy;
  return (
    <Step status={fateStatuses.deployed} word={fateTitles.deployed}>
      {url === null ? environment : <ExternalLink href={url}>{environment}</ExternalLink>}
      <RelativeTime at={finishedAt} />
    </Step>
  );
}

const cameBack = {
  sentry: 'The issue fired again',
  load_test: 'The same failed again in the load test',
  ci: 'The workflow failed again',
} as const satisfies Record<AutofixTrigger, string>;

const stayedAway = {
  sentry: 'The issue did not fire again',
  load_test: 'The load test ran without it',
  ci: 'The workflow succeeded, and did not fail since',
} as const satisfies Record<AutofixTrigger, string>;

const notTold = {
  sentry: 'No alert of the issue came since.',
  load_test: 'No run of the test since says whether it came back.',
  ci: 'Nothing was told of its workflow and branch since.',
} as const satisfies Record<AutofixTrigger, string>;

/** Whether the same came back, as far as that was told. */
function Since({ run: { trigger, reopenedAt, heldAt } }: { run: AutofixRun }) {
  if (reopenedAt !== null)
    return (
      <Step status={fateStatuses.reopened} word={fateTitles.reopened}>
        {cameBack[trigger]}
        <RelativeTime at={reopenedAt} />
      </Step>
    );
  if (heldAt !== null)
    return (
      <Step status={fateStatuses.held} word={fateTitles.held}>
        {stayedAway[trigger]}
        <RelativeTime at={heldAt} />
      </Step>
    );
  return (
    <Step status="unknown" word="Since then">
      {notTold[trigger]}
    </Step>
  );
}
