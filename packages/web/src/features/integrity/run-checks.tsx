import { RunNowButton } from '../../ui/run-now.tsx';
import type { RunNow } from '../../ui/use-run-now.ts';
import { askForRun } from './integrity.api.ts';

/** All of them: a run is one look at the whole. */
export function RunChecks(props: Pick<RunNow, 'latestAt' | 'refetch'>) {
  return (
    <RunNowButton
      {...props}
      label="Run now"
      running="Running"
      done="Every check was run"
      ask={askForRun}
    />
  );
}
