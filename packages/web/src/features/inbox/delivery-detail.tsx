import type { Delivery, RouteAnswer, getDelivery } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useCan } from '../../lib/me.ts';
import { formatExact } from '../../lib/time/format-time.ts';
import { useTimeZone } from '../../lib/time/time-zone.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Fact, Facts } from '../../ui/fact.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.ts';
import { formatSize } from './inbox-words.ts';
import { deliveryQuery, useReplay } from './inbox.api.ts';

/** All that is known of one delivery: why it was not read, and what it says, word for word. */
export function DeliveryDetail({ delivery }: { delivery: Delivery }) {
  const query = useQuery(deliveryQuery(delivery.id));
  const mayReplay = useCan('inbox.replay');
  return (
    <div className="grid gap-x-8 gap-y-4 text-compact lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-3">
        {delivery.reason !== null && (
          // Cards have it among their facts.
          <p className="break-words whitespace-pre-wrap max-sm:hidden">{delivery.reason}</p>
        )}
        <DeliveryFacts delivery={delivery} headers={query.data?.headers} />
        <div className="flex flex-wrap gap-2">
          {mayReplay && delivery.state !== 'waiting' && <Replay id={delivery.id} />}
          {delivery.kind === 'generic' && <TryMapping delivery={delivery} />}
        </div>
      </div>
      <div className="min-w-0">
        {query.data ? (
          <Body delivery={query.data} />
        ) : query.error ? (
          <ErrorState
            error={query.error}
            what="the body"
            onRetry={() => void query.refetch()}
            retrying={query.isFetching}
          />
        ) : (
          <SkeletonRows />
        )}
      </div>
    </div>
  );
}

interface DeliveryFactsProps {
  delivery: Delivery;
  headers: Readonly<Record<string, string>> | undefined;
}

function DeliveryFacts({ delivery, headers }: DeliveryFactsProps) {
  const timeZone = useTimeZone();
  const { receivedAt, processedAt, deliveryId, id } = delivery;
  return (
    <Facts>
      <Fact name="Received">{formatExact(new Date(receivedAt), timeZone)}</Fact>
      {processedAt !== null && (
        <Fact name="Settled">{formatExact(new Date(processedAt), timeZone)}</Fact>
      )}
      {deliveryId !== null && (
        <Fact name="Sender's id">
          <CopyText text={deliveryId} what="the sender's id" length={36} />
        </Fact>
      )}
      <Fact name="Id">
        <CopyText text={id} what="the id" length={36} />
      </Fact>
      {Object.entries(headers ?? {}).map(([name, value]) => (
        <Fact key={name} name={name}>
          <span className="font-mono text-caption break-all">{value}</span>
        </Fact>
      ))}
    </Facts>
  );
}

function Body({ delivery }: { delivery: RouteAnswer<typeof getDelivery> }) {
  const { body, bodyIsCut, sizeBytes } = delivery;
  return (
    <>
      <h3 className="mb-1 font-medium text-muted">
        Body
        {bodyIsCut && `, the first 64 kB of ${formatSize(sizeBytes)}`}
      </h3>
      {body === '' ? (
        <p className="text-muted">It was empty.</p>
      ) : (
        <div className="[&_pre]:max-h-96 [&_pre]:overflow-y-auto">
          <CodeBlock code={body} what="the body" wrap />
        </div>
      )}
    </>
  );
}

/** Where it is said how the bodies of its source are read, and tried on this one. */
function TryMapping({ delivery: { id, sender } }: { delivery: Delivery }) {
  const may = useCan('sources.manage');
  if (!may) return null;
  return (
    <LinkButton
      to="/admin/settings/sources/$id/mapping"
      params={{ id: sender.id }}
      search={{ sample: id }}
    >
      Try a mapping on it
    </LinkButton>
  );
}

/** Reading twice changes nothing: it is done at once. */
function Replay({ id }: { id: string }) {
  const { mutateAsync, isPending } = useReplay();
  // The row leaves its view meanwhile, and callbacks of `mutate` would go with it.
  const replay = (): Promise<void> =>
    mutateAsync(id).then(
      () => toast('ok', 'It is read again'),
      (error: Error) => toast('error', `Not replayed: ${error.message}`),
    );
  return (
    <Button
      pending={isPending}
      icon={<RotateCcw size={14} aria-hidden />}
      onClick={() => void replay()}
    >
      Replay
    </Button>
  );
}
