import type { ToldFailure } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useCan } from '../../../lib/me.ts';
import { Button } from '../../../ui/button.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { toast } from '../../../ui/toast.ts';
import { toldFailuresQuery, useReplayTold } from './told.api.ts';

/** What the product told of subscriptions in batches and nobody could read; nothing where all could. */
export function ToldFailuresPanel() {
  const { data } = useQuery(toldFailuresQuery);
  if (!data || data.items.length === 0) return null;
  return (
    <div className="mb-4">
      <PanelFrame title="Subscriptions that cannot be counted">
        <p className="mb-3 text-muted">
          Told in batches, taken, and then not readable: revenue is without them.
          {data.nextCursor !== null && ' These are the newest.'}
        </p>
        <ul className="flex flex-col">
          {data.items.map((failure) => (
            <ToldFailureItem key={failure.id} failure={failure} />
          ))}
        </ul>
      </PanelFrame>
    </div>
  );
}

function ToldFailureItem({ failure }: { failure: ToldFailure }) {
  const { id, subscriptionId, receivedAt, reason, record } = failure;
  const mayReplay = useCan('inbox.replay');
  return (
    <li className="flex flex-col gap-2 border-t border-line py-3 text-compact">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="min-w-0">
          {subscriptionId === null ? (
            'Without an id,'
          ) : (
            <span className="font-mono break-all">{subscriptionId}</span>
          )}{' '}
          <span className="text-muted">
            told <RelativeTime at={receivedAt} />
          </span>
        </p>
        {mayReplay && <Replay id={id} name={subscriptionId ?? id} />}
      </div>
      <p className="break-words whitespace-pre-wrap">{reason}</p>
      <details>
        <summary className="cursor-pointer text-muted">What was told</summary>
        <CodeBlock code={record} what="the record" wrap />
      </details>
    </li>
  );
}

function Replay({ id, name }: { id: string; name: string }) {
  const { mutateAsync, isPending } = useReplayTold();
  // The item leaves the list meanwhile, and callbacks of `mutate` would go with it.
  const replay = (): Promise<void> =>
    mutateAsync(id).then(
      () => toast('ok', `${name} is read again`),
      (error: Error) => toast('error', error.message),
    );
  return (
    <Button
      icon={<RotateCcw size={14} aria-hidden />}
      pending={isPending}
      onClick={() => void replay()}
      aria-label={`Replay ${name}`}
    >
      Replay
    </Button>
  );
}
