import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { payloadQuery } from '../alerts.api.ts';

/** What was sent last, when somebody asks for it. */
export function AlertPayload({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  return (
    <PanelFrame
      title="As it was sent"
      actions={
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide' : 'Show'}
        </Button>
      }
    >
      {open ? (
        <Payload id={id} />
      ) : (
        <p className="text-muted">
          The latest delivery, without the secrets that are recognised. Deliveries are kept for 30
          days.
        </p>
      )}
    </PanelFrame>
  );
}

function Payload({ id }: { id: string }) {
  const { data, error, isFetching, refetch } = useQuery(payloadQuery(id));
  if (error)
    return (
      <ErrorState
        error={error}
        what="the delivery"
        onRetry={() => void refetch()}
        retrying={isFetching}
      />
    );
  if (!data) return <SkeletonRows rows={4} />;
  const { delivery } = data;
  if (!delivery) return <p className="text-muted">Nothing was sent, or it is no longer kept.</p>;
  return (
    <div className="grid gap-2">
      <p className="text-compact text-muted">
        Received <RelativeTime at={delivery.receivedAt} />
        {delivery.isCut && ', and cut: it is longer than what is shown'}
      </p>
      <div className="max-h-120 overflow-y-auto">
        <CodeBlock code={delivery.body} what="the delivery" />
      </div>
    </div>
  );
}
