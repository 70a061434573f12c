import { signingKinds, type MadeSource, type Source } from '@taffrail/contract';
import { Send } from 'lucide-react';
import { useState } from 'react';
import { plural } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { RowConfirm } from '../../ui/row-confirm.tsx';
import { toast } from '../../ui/toast.ts';
import { SetSecret } from './connect/set-secret.tsx';
import { SourceMade } from './connect/source-made.tsx';
import { EnableSource } from './enable-source.tsx';
import { useDisconnect, useRotate, useSendTest } from './sources.api.ts';

/** Try it out, give it another address or secret, and end it. */
export function SourceActions({ source }: { source: Source }) {
  return (
    <span className="-ml-2 flex flex-wrap items-center gap-1">
      <SendTest source={source} />
      {signingKinds.has(source.kind) && <SetSecret source={source} />}
      {source.kind === 'generic' && (
        <LinkButton
          look="quiet"
          size="row"
          to="/admin/settings/sources/$id/mapping"
          params={{ id: source.id }}
          search={{}}
          aria-label={`Mapping of ${source.name}`}
        >
          Mapping
        </LinkButton>
      )}
      <EnableSource source={source} />
      <Rotate source={source} />
      <Disconnect source={source} />
    </span>
  );
}

function SendTest({ source: { id, name, kind, hasSecret } }: { source: Source }) {
  const { mutate, isPending } = useSendTest();
  return (
    <Button
      look="quiet"
      size="row"
      aria-label={`Send test as ${name}`}
      icon={<Send size={14} aria-hidden />}
      pending={isPending}
      disabledReason={
        signingKinds.has(kind) && !hasSecret ? 'Set the signing secret first.' : undefined
      }
      onClick={() =>
        mutate(id, { onError: ({ message }) => toast('error', `No test sent: ${message}`) })
      }
    >
      Send test
    </Button>
  );
}

function Rotate({ source }: { source: Source }) {
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<MadeSource>();
  const { mutateAsync } = useRotate();
  const rotate = async (): Promise<void> => setMade(await mutateAsync(source.id));
  return (
    <>
      <Button
        look="quiet"
        size="row"
        aria-label={`New address of ${source.name}`}
        onClick={() => setAsking(true)}
      >
        New address
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={`Give “${source.name}” a new address?`}
        action="Make new address"
        onConfirm={rotate}
      >
        <p>
          The old one stops at once: what is sent there is refused until the sender has the new one.
        </p>
        <LastReceived source={source} />
      </Confirm>
      <SourceMade made={made} onDone={() => setMade(undefined)} />
    </>
  );
}

function Disconnect({ source }: { source: Source }) {
  const { id, name, held } = source;
  const { mutateAsync } = useDisconnect();
  const disconnect = async (): Promise<void> => {
    await mutateAsync(id);
    toast('ok', `Disconnected “${name}”`);
  };
  return (
    <RowConfirm
      verb="Disconnect"
      thing={name}
      title={`Disconnect “${name}”?`}
      action="Disconnect source"
      onConfirm={disconnect}
    >
      <p>What it sends is refused from now on. What it has sent stays. This cannot be undone.</p>
      {held > 0 && (
        <p className="mt-2">
          {plural(held, 'delivery', 'deliveries')} that came while it was disabled will not be read:
          enable it first to have them read.
        </p>
      )}
      <LastReceived source={source} />
    </RowConfirm>
  );
}

function LastReceived({ source: { lastReceivedAt } }: { source: Source }) {
  return (
    <p className="mt-2">
      {lastReceivedAt === null ? (
        'It has sent nothing in the last 30 days.'
      ) : (
        <>
          It last sent something <RelativeTime at={lastReceivedAt} />.
        </>
      )}
    </p>
  );
}
