import type { RunStatus } from '@taffrail/contract';
import { shownStatus, statusLooks } from './run-looks.ts';
import { StatusIcon } from './status.tsx';

interface Stage {
  readonly stage: string;
  readonly status: RunStatus;
  readonly isStalled?: boolean;
  readonly neverRan?: boolean;
}

/** The stages as shapes, in their order; what they are stands in the title and for screen readers. */
export function StageShapes({ stages }: { stages: readonly Stage[] }) {
  return (
    <ol className="inline-flex flex-wrap items-center gap-1" aria-label="Stages">
      {stages.map((stage) => {
        const { status, word } = statusLooks[shownStatus(stage)];
        return (
          <li key={stage.stage} title={`${stage.stage}: ${word}`} className="inline-flex">
            <StatusIcon status={status} />
            <span className="sr-only">
              {stage.stage}: {word}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
