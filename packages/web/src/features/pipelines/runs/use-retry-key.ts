import { useNavigate } from '@tanstack/react-router';
import { useCan } from '../../../lib/me.ts';
import { useShortcut } from '../../../lib/use-shortcut.ts';
import { focusedRowId } from '../../../ui/row-box.tsx';
import type { ListedRun } from './run-columns.tsx';

/** Shift+r: to the page that asks whether the failed run whose row has the focus is tried again. */
export const useRetryKey = (items: readonly ListedRun[]): void => {
  const mayRetry = useCan('runs.retry');
  const navigate = useNavigate();
  // Only runs of the alert pipeline are about an incident, and the console's own to retry.
  const retriable = items.filter(({ status, incident }) => status === 'failed' && incident);
  const toRetry = (): void => {
    const id = focusedRowId();
    if (id === undefined || !retriable.some((run) => run.id === id)) return;
    void navigate({ to: '/admin/pipeline-runs/$id/retry', params: { id } });
  };
  useShortcut('Shift+r', 'Mark for retry', mayRetry && retriable.length > 0 && toRetry, 'Lists');
};
