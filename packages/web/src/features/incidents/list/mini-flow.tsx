import type { IncidentRunFlow } from '@taffrail/contract';
import { Link } from '../../../ui/link.tsx';
import { shownStatus, statusLooks } from '../../../ui/run-looks.ts';
import { StatusIcon } from '../../../ui/status.tsx';

type Stages = IncidentRunFlow['stages'];

/** The stages as shapes, in their order; what they are stands in the title and for screen readers. */
export function StageShapes({ stages }: { stages: Stages }) {
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

/** The latest run of the alert pipeline, and the way to it. */
export function MiniFlow({ run }: { run: IncidentRunFlow | null }) {
  if (!run) return <span className="text-muted">–</span>;
  const { word } = statusLooks[run.status];
  return (
    <span className="block min-w-0">
      <StageShapes stages={run.stages} />
      <Link
        to="/admin/pipeline-runs/$id"
        params={{ id: run.id }}
        tabIndex={-1}
        className="block truncate text-caption"
        title={run.errorType ?? undefined}
      >
        {word}
        {run.errorType !== null && `: ${run.errorType}`}
      </Link>
    </span>
  );
}
