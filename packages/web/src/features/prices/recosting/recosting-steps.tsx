import type { Recosting } from '@taffrail/contract';
import { useState } from 'react';
import { plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { toast } from '../../../ui/toast.ts';
import { useRecostingStep } from '../prices.api.ts';
import { formatDifference } from './recosting-words.ts';

/** What can be done with it now. */
export function RecostingSteps({ recosting }: { recosting: Recosting }) {
  const { state, preview } = recosting;
  const canDiscard = state === 'previewing' || state === 'previewed';
  const canTakeBack = state === 'applied' || state === 'applying';
  return (
    <div className="flex flex-wrap items-center gap-2">
      {state === 'previewed' && preview && preview.jobs > 0 && <Apply recosting={recosting} />}
      {canDiscard && <Discard id={recosting.id} />}
      {canTakeBack && <TakeBack recosting={recosting} />}
    </div>
  );
}

function Apply({ recosting: { id, preview } }: { recosting: Recosting }) {
  const [asking, setAsking] = useState(false);
  const { mutateAsync } = useRecostingStep('apply');
  if (!preview) return null;
  const { jobs, fromUsd, toUsd } = preview;
  return (
    <>
      <Button look="primary" onClick={() => setAsking(true)}>
        Apply
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={`Change the cost of ${plural(jobs, 'job')}?`}
        action={`Apply ${formatDifference(fromUsd, toUsd)}`}
        onConfirm={() => mutateAsync(id)}
      >
        <p>
          Each gets the cost that the preview shows, and every figure that it is counted in moves
          with it. Costs that were reported stay. It can be taken back.
        </p>
      </Confirm>
    </>
  );
}

function TakeBack({ recosting: { id, preview, state } }: { recosting: Recosting }) {
  const [asking, setAsking] = useState(false);
  const { mutateAsync } = useRecostingStep('takeBack');
  return (
    <>
      <Button onClick={() => setAsking(true)}>Take back</Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={`Give ${plural(preview?.jobs ?? 0, 'job')} the old cost back?`}
        action="Take back"
        onConfirm={() => mutateAsync(id)}
      >
        <p>
          {state === 'applying'
            ? 'It stops, and what was changed so far is changed back.'
            : 'Costs and all figures become what they were before it was applied.'}
        </p>
      </Confirm>
    </>
  );
}

function Discard({ id }: { id: string }) {
  const { mutate, isPending } = useRecostingStep('discard');
  return (
    <Button
      look="quiet"
      pending={isPending}
      onClick={() =>
        mutate(id, { onError: ({ message }) => toast('error', `Not discarded: ${message}`) })
      }
    >
      Discard
    </Button>
  );
}
