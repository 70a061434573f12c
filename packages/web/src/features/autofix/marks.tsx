import type { AutofixOutcome, AutofixRun, AutofixTrigger } from '@taffrail/contract';
import { Bug, Gauge, GitBranch, type LucideIcon } from 'lucide-react';
import { cx } from '../../lib/class-names.ts';
import { Badge, Status, statuses, type StatusName } from '../../ui/status.tsx';
import {
  fateStatuses,
  fateTitles,
  outcomeStatuses,
  outcomeTitles,
  triggerTitles,
  verificationStatuses,
  verificationTitles,
} from './autofix-words.ts';

const sources = {
  sentry: { icon: Bug, colour: 'running' },
  load_test: { icon: Gauge, colour: 'info' },
  ci: { icon: GitBranch, colour: 'idle' },
} as const satisfies Record<AutofixTrigger, { icon: LucideIcon; colour: StatusName }>;

/** What set the agent to work: a colour, an icon and a word of its own each. */
export function SourceBadge({ trigger }: { trigger: AutofixTrigger }) {
  const { icon: Icon, colour } = sources[trigger];
  const { text, tint } = statuses[colour];
  return (
    <span
      data-source={trigger}
      className={cx(
        'inline-flex h-5 items-center gap-1 rounded-badge px-1.5 text-caption font-medium whitespace-nowrap coarse:h-6 forced-colors:border',
        text,
        tint,
      )}
    >
      <Icon size={14} aria-hidden className="shrink-0" />
      {triggerTitles[trigger]}
    </span>
  );
}

export function OutcomeBadge({ outcome }: { outcome: AutofixOutcome }) {
  return <Badge status={outcomeStatuses[outcome]}>{outcomeTitles[outcome]}</Badge>;
}

/** How far a fix came; nothing of what fixed nothing. */
export function FateMark({ fate }: Pick<AutofixRun, 'fate'>) {
  return fate && <Status status={fateStatuses[fate]}>{fateTitles[fate]}</Status>;
}

/** What tests said of it; nothing where nobody told. */
export function VerificationMark({ verification }: Pick<AutofixRun, 'verification'>) {
  return (
    verification && (
      <Status status={verificationStatuses[verification]}>
        {verificationTitles[verification]}
      </Status>
    )
  );
}
