import type { AutofixFate, AutofixRun } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { ExternalLink } from '../../../ui/external-link.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status, type StatusName } from '../../../ui/status.tsx';
import { fateStatuses, fateTitles } from '../autofix-words.ts';
import { CommitLink } from '../marks.tsx';

const meanings = {
  merged: 'No deploy to production holds its commit.',
  unknown: 'No deploys are told of, or one since then did not say what came with it.',
} as const satisfies Partial<Record<AutofixFate, string>>;

/** The way of a fix, step by step, as far as it is known. */
export function Standing({ run, fate }: { run: AutofixRun; fate: AutofixFate }) {
  return (
    <ol className="flex flex-col gap-2 text-compact">
      <Step status="ok" word="Committed">
        <CommitLink run={run} />
        <RelativeTime at={run.createdAt} />
      </Step>
      <Step status="unknown" word="Tests">
        Not reported
      </Step>
      <Deployed run={run} fate={fate} />
      {run.deploy && <Since run={run} />}
    </ol>
  );
}

function Step(props: { status: StatusName; word: string; children: ReactNode }) {
  return (
    <li className="flex min-h-6 flex-wrap items-center gap-x-3">
      <span className="w-40">
        <Status status={props.status}>{props.word}</Status>
      </span>
      <span className="flex flex-wrap items-center gap-x-3 text-muted">{props.children}</span>
    </li>
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

/** Only of Sentry is it known whether the same came back. */
function Since({ run: { trigger, reopenedAt } }: { run: AutofixRun }) {
  if (reopenedAt !== null)
    return (
      <Step status={fateStatuses.reopened} word={fateTitles.reopened}>
        The issue fired again
        <RelativeTime at={reopenedAt} />
      </Step>
    );
  return (
    <Step status="unknown" word="Since then">
      {trigger === 'sentry'
        ? 'No alert of the issue came since.'
        : 'Whether it came back is not known.'}
    </Step>
  );
}
