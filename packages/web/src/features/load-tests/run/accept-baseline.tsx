import type { LoadTestRunDetail } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useCan } from '../../../lib/me.ts';
import { Button } from '../../../ui/button.tsx';
import { toast } from '../../../ui/toast.ts';
import { loadTestsQuery, useAcceptBaseline } from '../load-tests.api.ts';

/** What later runs are compared with: this one, or again the last that passed. */
export function AcceptBaseline({ run }: { run: LoadTestRunDetail }) {
  const may = useCan('load_tests.manage');
  const tests = useQuery({ ...loadTestsQuery, enabled: may }).data;
  const { mutate, isPending } = useAcceptBaseline();
  const test = tests?.find(({ id }) => id === run.loadTest.id);
  if (!may || !test || run.verdict === 'missed') return null;
  const isAccepted = test.acceptedBaselineId === run.id;
  const set = (runId: string | null): void =>
    mutate(
      { loadTestId: test.id, runId },
      {
        onSuccess: () => {
          const undoTo = test.acceptedBaselineId;
          toast(
            'ok',
            runId === null
              ? 'Later runs are compared with the last that passed.'
              : 'Later runs are compared with this one.',
            { action: { label: 'Undo', run: () => set(undoTo) } },
          );
        },
        onError: ({ message }) => toast('error', message),
      },
    );
  return (
    <Button pending={isPending} onClick={() => set(isAccepted ? null : run.id)}>
      {isAccepted ? 'No longer the baseline' : 'Accept as new baseline'}
    </Button>
  );
}
