import type { LoadTestRun } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '../../../ui/error-state.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { runQuery } from '../load-tests.api.ts';
import { Samples } from '../samples/samples.tsx';
import { Sentences } from '../run/sentences.tsx';

/** In a list, under its row: what there is to say of a run, and samples of what failed. */
export function RunPeek({ run }: { run: LoadTestRun }) {
  const { analysis, verdict, verdictReason } = run;
  return (
    <div className="grid gap-4 text-compact">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <dl className="grid max-w-180 min-w-0 flex-1 basis-80 gap-3">
          <div>
            <dt className="text-muted">Summary</dt>
            <dd>
              {analysis ? <Sentences run={run} of={analysis.summary} /> : `${verdictReason}.`}
            </dd>
          </div>
          {analysis && analysis.diagnosis.length > 0 && (
            <div>
              <dt className="text-muted">Diagnosis</dt>
              <dd>
                <Sentences run={run} of={analysis.diagnosis} />
              </dd>
            </div>
          )}
        </dl>
        <LinkButton to="/admin/load-tests/$id" params={{ id: run.id }}>
          Whole run
        </LinkButton>
      </div>
      {verdict !== 'missed' && <PeekedSamples run={run} />}
    </div>
  );
}

function PeekedSamples({ run }: { run: LoadTestRun }) {
  const { data, error, isFetching, refetch } = useQuery(runQuery(run.id));
  if (data) return <Samples run={data} />;
  if (error)
    return (
      <ErrorState
        error={error}
        what="the error samples"
        onRetry={() => void refetch()}
        retrying={isFetching}
      />
    );
  return <SkeletonRows rows={3} />;
}
