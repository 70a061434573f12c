import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '../../../ui/error-state.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { runQuery } from '../pipelines.api.ts';
import { RunFlow } from '../run/run-flow.tsx';
import type { ListedRun } from './run-columns.tsx';

/** In a list, under its row: the way of a run through its stages. */
export function RunPeek({ run: { id } }: { run: ListedRun }) {
  const { data, error, isFetching, refetch } = useQuery(runQuery(id));
  return (
    <div className="grid gap-3 text-compact">
      {data ? (
        <RunFlow run={data} />
      ) : error ? (
        <ErrorState
          error={error}
          what="the run"
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      ) : (
        <SkeletonRows rows={2} />
      )}
      <p>
        <LinkButton to="/admin/pipeline-runs/$id" params={{ id }}>
          Whole run
        </LinkButton>
      </p>
    </div>
  );
}
