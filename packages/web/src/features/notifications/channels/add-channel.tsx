import type { ChannelKindDescription, MadeNotificationChannel } from '@taffrail/contract';
import { useState } from 'react';
import { useShortcut } from '../../../lib/use-shortcut.ts';
import { Button } from '../../../ui/button.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { DialogClose } from '../../../ui/dialog-close.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ShownOnce } from '../../../ui/shown-once.tsx';
import { toast } from '../../../ui/toast.ts';
import { AddChannelForm } from './channel-form.tsx';

/** The button, the dialog that asks for a kind and its settings, and a secret that was made. */
export function AddChannel({ kinds }: { kinds: readonly ChannelKindDescription[] }) {
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<MadeNotificationChannel>();
  const begin = (): void => {
    setMade(undefined);
    setOpen(true);
  };
  useShortcut('n', 'Add a channel', begin);
  const show = (channel: MadeNotificationChannel): void => {
    toast('ok', `Added “${channel.name}”. Send it a test.`);
    if (Object.keys(channel.madeSecrets).length === 0) setOpen(false);
    else setMade(channel);
  };
  return (
    <>
      <Button look="primary" onClick={begin}>
        Add channel
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={made ? `The secret of “${made.name}”` : 'Add a channel'}
        // A click beside it would throw the secret away.
        dismissable={!made}
        {...(made && { footer: <DialogClose render={<Button look="primary">Done</Button>} /> })}
      >
        {made ? <MadeSecrets made={made} /> : <ChooseKind kinds={kinds} onMade={show} />}
      </Dialog>
    </>
  );
}

interface ChooseKindProps {
  kinds: readonly ChannelKindDescription[];
  onMade: (made: MadeNotificationChannel) => void;
}

function ChooseKind({ kinds, onMade }: ChooseKindProps) {
  const [value, setValue] = useState<string>(kinds[0]?.kind ?? '');
  const kind = kinds.find((each) => each.kind === value);
  return (
    <div className="flex flex-col gap-3">
      <Choice
        label="Kind"
        value={value}
        onChange={setValue}
        options={kinds.map((each) => ({ value: each.kind, label: each.title }))}
      />
      {kind && <AddChannelForm key={kind.kind} kind={kind} onMade={onMade} />}
    </div>
  );
}

function MadeSecrets({ made: { madeSecrets } }: { made: MadeNotificationChannel }) {
  return Object.entries(madeSecrets).map(([name, secret]) => (
    <ShownOnce key={name} secret={secret} what="the signing secret">
      It is shown this once. The receiver needs it to tell these messages from forged ones.
    </ShownOnce>
  ));
}
