import { Button } from '../../../ui/button.tsx';
import { problemOf } from '../../../ui/field-errors.ts';
import { Notice } from '../../../ui/notice.tsx';
import { formatLatency } from '../../../lib/format.ts';
import { useTryCheck, type WantedConfig } from '../checks.api.ts';
import { ResultBadge } from '../result-mark.tsx';

/** Runs what stands in the form, before it is saved. */
export function TryCheck({ readConfig }: { readConfig: () => WantedConfig }) {
  const { mutate, data, error, isPending } = useTryCheck();
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <Button pending={isPending} onClick={() => mutate(readConfig())}>
          {isPending ? 'Trying' : 'Try it'}
        </Button>
        <span className="text-compact text-muted">Nothing is saved, and nobody is told.</span>
      </div>
      <div aria-live="polite">
        {error && !isPending && <Notice status="error">{problemOf(error)}</Notice>}
        {data && !error && !isPending && (
          <p className="flex flex-wrap items-center gap-2 text-compact">
            <ResultBadge result={data.result} />
            <span className="min-w-0 break-words">{data.message}</span>
            <span className="text-muted">It took {formatLatency(data.durationMs)}.</span>
          </p>
        )}
      </div>
    </div>
  );
}
