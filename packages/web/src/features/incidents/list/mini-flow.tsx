import type { IncidentRunFlow } from '@taffrail/contract';
import { Link } from '../../../ui/link.tsx';
import { statusLooks } from '../../../ui/run-looks.ts';
import { StageShapes } from '../../../ui/stage-shapes.tsx';

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
