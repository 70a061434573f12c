import {
  defaultThrottle,
  type ChannelKindDescription,
  type MadeNotificationChannel,
  type NotificationChannel,
} from '@taffrail/contract';
import { useState } from 'react';
import { DialogSubmit } from '../../../ui/dialog-submit.tsx';
import { Form } from '../../../ui/form.tsx';
import { writtenText } from '../../../ui/form-values.ts';
import { toast } from '../../../ui/toast.ts';
import { useAddChannel, useChangeChannel } from '../notifications.api.ts';
import {
  ChannelFields,
  firstChosen,
  readSettings,
  readThrottle,
  type Chosen,
} from './channel-fields.tsx';

interface AddChannelFormProps {
  kind: ChannelKindDescription;
  onMade: (made: MadeNotificationChannel) => void;
}

export function AddChannelForm({ kind, onMade }: AddChannelFormProps) {
  const [chosen, setChosen] = useState<Chosen>(() => ({
    choices: firstChosen(kind),
    tellsResolved: true,
    isThrottled: true,
  }));
  const { mutate, isPending, error } = useAddChannel();
  const submit = (values: Record<string, unknown>): void =>
    mutate(
      {
        kind: kind.kind,
        name: writtenText(values['name']),
        settings: readSettings(kind, values, chosen),
        tellsResolved: chosen.tellsResolved,
        throttle: readThrottle(values, chosen),
      },
      { onSuccess: onMade },
    );
  return (
    <Form error={error} onSubmitValues={submit}>
      <ChannelFields
        kind={kind}
        chosen={chosen}
        onChoose={setChosen}
        name={kind.title}
        settings={{}}
        secrets={[]}
        throttle={defaultThrottle}
      />
      <DialogSubmit pending={isPending}>Add channel</DialogSubmit>
    </Form>
  );
}

interface ChangeChannelFormProps {
  channel: NotificationChannel;
  kind: ChannelKindDescription;
  onDone: () => void;
}

export function ChangeChannelForm({ channel, kind, onDone }: ChangeChannelFormProps) {
  const [chosen, setChosen] = useState<Chosen>(() => ({
    choices: firstChosen(kind, channel.settings),
    tellsResolved: channel.tellsResolved,
    isThrottled: channel.throttle !== null,
  }));
  // The one that was opened: a change of somebody else's meanwhile is a conflict, not lost.
  const [{ version }] = useState(channel);
  const { mutate, isPending, error } = useChangeChannel(channel.id);
  const submit = (values: Record<string, unknown>): void =>
    mutate(
      {
        version,
        name: writtenText(values['name']),
        settings: readSettings(kind, values, chosen),
        tellsResolved: chosen.tellsResolved,
        throttle: readThrottle(values, chosen),
      },
      {
        onSuccess: ({ name }) => {
          toast('ok', `Changed “${name}”`);
          onDone();
        },
      },
    );
  return (
    <Form error={error} onSubmitValues={submit}>
      <ChannelFields
        kind={kind}
        chosen={chosen}
        onChoose={setChosen}
        name={channel.name}
        settings={channel.settings}
        secrets={channel.secrets}
        throttle={channel.throttle ?? defaultThrottle}
      />
      <DialogSubmit pending={isPending}>Save channel</DialogSubmit>
    </Form>
  );
}
