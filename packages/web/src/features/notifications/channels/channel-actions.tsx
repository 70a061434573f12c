import type { ChannelKindDescription, NotificationChannel } from '@taffrail/contract';
import { Send } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { RowConfirm } from '../../../ui/row-confirm.tsx';
import { RowDialog } from '../../../ui/row-dialog.tsx';
import { toast } from '../../../ui/toast.ts';
import { useRemoveChannel, useSwitchChannel, useTestChannel } from '../notifications.api.ts';
import { ChangeChannelForm } from './channel-form.tsx';

interface ChannelActionsProps {
  channel: NotificationChannel;
  kinds: readonly ChannelKindDescription[];
}

/** Try it, change it, switch it off, end it. */
export function ChannelActions({ channel, kinds }: ChannelActionsProps) {
  const kind = kinds.find((each) => each.kind === channel.kind);
  return (
    <span className="-ml-2 flex flex-wrap items-center gap-1">
      <Test channel={channel} />
      {kind && <Change channel={channel} kind={kind} />}
      <Switch channel={channel} />
      <Remove channel={channel} />
    </span>
  );
}

/** What the receiver answered is said as it is. */
function Test({ channel: { id, name } }: { channel: NotificationChannel }) {
  const { mutate, isPending } = useTestChannel();
  return (
    <Button
      look="quiet"
      size="row"
      aria-label={`Send test to ${name}`}
      icon={<Send size={14} aria-hidden />}
      pending={isPending}
      onClick={() =>
        mutate(id, {
          onSuccess: ({ isSent, answer }) =>
            toast(isSent ? 'ok' : 'error', isSent ? answer : `Not sent. ${answer}`),
          onError: ({ message }) => toast('error', `No test sent: ${message}`),
        })
      }
    >
      Send test
    </Button>
  );
}

function Change({ channel, kind }: { channel: NotificationChannel; kind: ChannelKindDescription }) {
  const { name } = channel;
  return (
    <RowDialog verb="Change" thing={name} title={`Change “${name}”`}>
      {(close) => <ChangeChannelForm channel={channel} kind={kind} onDone={close} />}
    </RowDialog>
  );
}

/** Going quiet is asked about; speaking again is not. */
function Switch({ channel: { id, name, isEnabled, version } }: { channel: NotificationChannel }) {
  const [asking, setAsking] = useState(false);
  const { mutateAsync, isPending } = useSwitchChannel(id);
  const turn = async (): Promise<void> => {
    await mutateAsync({ version, isEnabled: !isEnabled });
    toast('ok', isEnabled ? `“${name}” is off` : `“${name}” is on`);
  };
  const turnOn = (): void =>
    void turn().catch(({ message }: Error) => toast('error', `Still off: ${message}`));
  return (
    <>
      <Button
        look="quiet"
        size="row"
        aria-label={`Switch ${name} ${isEnabled ? 'off' : 'on'}`}
        pending={isPending}
        onClick={() => (isEnabled ? setAsking(true) : turnOn())}
      >
        Switch {isEnabled ? 'off' : 'on'}
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={`Switch “${name}” off?`}
        action="Switch off"
        onConfirm={turn}
      >
        <p>It hears of nothing from now on. What would go there is skipped, and says so.</p>
      </Confirm>
    </>
  );
}

function Remove({ channel: { id, name } }: { channel: NotificationChannel }) {
  const { mutateAsync } = useRemoveChannel();
  const remove = async (): Promise<void> => {
    await mutateAsync(id);
    toast('ok', `Removed “${name}”`);
  };
  return (
    <RowConfirm
      verb="Remove"
      thing={name}
      title={`Remove “${name}”?`}
      action="Remove channel"
      onConfirm={remove}
    >
      <p>
        It leaves every route, and its secrets are forgotten. What it sent stays. This cannot be
        undone.
      </p>
    </RowConfirm>
  );
}
