import type { AlertRun } from '@taffrail/contract';
import { useNavigate } from '@tanstack/react-router';
import { useCan } from '../../../../lib/me.ts';
import { useShortcut } from '../../../../lib/use-shortcut.ts';
import { Button } from '../../../../ui/button.tsx';
import { rolesThatCan } from '../../../../ui/error-state.tsx';
import { LinkButton } from '../../../../ui/link-button.tsx';

/** The ways to the pages that say what will be touched, and ask. */
export function RunActions({ run }: { run: AlertRun }) {
  const may = useCan('runs.retry');
  const navigate = useNavigate();
  const params = { id: run.runId };
  const toRetry = (): void => void navigate({ to: '/admin/pipeline-runs/$id/retry', params });
  const isRetriable = may && run.retry.refusal === null;
  useShortcut('Shift+r', 'Mark for retry', isRetriable && toRetry, 'Records');
  const missing = may ? null : `It comes with the role of ${rolesThatCan('runs.retry')}.`;
  return (
    <>
      {isRetriable ? (
        <LinkButton to="/admin/pipeline-runs/$id/retry" params={params} look="primary">
          Mark for retry
        </LinkButton>
      ) : (
        <Button disabledReason={missing ?? run.retry.refusal ?? undefined}>Mark for retry</Button>
      )}
      {may && run.fail.refusal === null ? (
        <LinkButton to="/admin/pipeline-runs/$id/fail" params={params} look="danger">
          Mark failed
        </LinkButton>
      ) : (
        <Button disabledReason={missing ?? run.fail.refusal ?? undefined}>Mark failed</Button>
      )}
    </>
  );
}
