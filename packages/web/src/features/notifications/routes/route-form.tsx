import {
  AlertSourceKind,
  Severity,
  type NotificationChannel,
  type NotificationRoute,
} from '@taffrail/contract';
import { useState } from 'react';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { DialogSubmit } from '../../../ui/dialog-submit.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { Form } from '../../../ui/form.tsx';
import { writtenText } from '../../../ui/form-values.ts';
import { severityLooks } from '../../../ui/severity.tsx';
import { sourceTitles } from '../notification-words.ts';
import type { WantedRoute } from '../notifications.api.ts';
import { checkLabels, readLabels, writeLabels } from './label-text.ts';

interface RouteFormProps {
  given?: NotificationRoute;
  channels: readonly NotificationChannel[];
  pending: boolean;
  error: Error | null;
  action: string;
  onSubmit: (body: WantedRoute) => void;
}

interface Picked {
  readonly severities: readonly Severity[];
  readonly sourceKinds: readonly AlertSourceKind[];
  readonly channelIds: readonly string[];
  readonly goesOn: boolean;
  readonly isEnabled: boolean;
}

const nothing: Picked = {
  severities: [],
  sourceKinds: [],
  channelIds: [],
  goesOn: false,
  isEnabled: true,
};

export function RouteForm(props: RouteFormProps) {
  const { given, channels, pending, error, action, onSubmit } = props;
  const [picked, setPicked] = useState<Picked>(given ?? nothing);
  const pick = (change: Partial<Picked>): void => setPicked({ ...picked, ...change });
  const submit = (values: Record<string, unknown>): void =>
    onSubmit({
      name: writtenText(values['name']),
      severities: [...picked.severities],
      sourceKinds: [...picked.sourceKinds],
      labels: readLabels(writtenText(values['labels'])),
      channelIds: [...picked.channelIds],
      goesOn: picked.goesOn,
      isEnabled: picked.isEnabled,
    });
  return (
    <Form error={error} onSubmitValues={submit}>
      <Field
        name="name"
        label="Name"
        validate={(value) => (writtenText(value) ? null : 'Give it a name.')}
      >
        <TextInput maxLength={100} autoComplete="off" defaultValue={given?.name ?? ''} />
      </Field>
      <Several
        title="Severity"
        hint="Any, unless some are picked."
        options={Severity.options.map((value) => ({ value, label: severityLooks[value].word }))}
        picked={picked.severities}
        onPick={(severities) => pick({ severities })}
      />
      <Several
        title="Source"
        hint="Any, unless some are picked."
        options={AlertSourceKind.options.map((value) => ({ value, label: sourceTitles[value] }))}
        picked={picked.sourceKinds}
        onPick={(sourceKinds) => pick({ sourceKinds })}
      />
      <Field
        name="labels"
        label="Labels (optional)"
        hint="team=payments, env!=staging, service=web-*. All must hold of one alert."
        validate={(value) => checkLabels(writtenText(value))}
      >
        <TextInput
          maxLength={2_000}
          autoComplete="off"
          spellCheck={false}
          defaultValue={writeLabels(given?.labels ?? [])}
        />
      </Field>
      <Several
        title="Channels"
        hint="Each gets a message."
        options={channels.map(({ id, name }) => ({ value: id, label: name }))}
        picked={picked.channelIds}
        onPick={(channelIds) => pick({ channelIds })}
      />
      <div>
        <Checkbox checked={picked.goesOn} onChange={(goesOn) => pick({ goesOn })}>
          Ask the routes below, too
        </Checkbox>
        <Checkbox checked={picked.isEnabled} onChange={(isEnabled) => pick({ isEnabled })}>
          In use
        </Checkbox>
      </div>
      <DialogSubmit
        pending={pending}
        disabledReason={picked.channelIds.length === 0 ? 'Pick a channel.' : undefined}
      >
        {action}
      </DialogSubmit>
    </Form>
  );
}

interface SeveralProps<V extends string> {
  title: string;
  hint: string;
  options: readonly { readonly value: V; readonly label: string }[];
  picked: readonly V[];
  onPick: (picked: readonly V[]) => void;
}

function Several<V extends string>({ title, hint, options, picked, onPick }: SeveralProps<V>) {
  return (
    <fieldset className="min-w-0">
      <legend className="text-body font-medium">{title}</legend>
      <p className="text-compact text-muted">{hint}</p>
      <div className="flex flex-wrap gap-x-4">
        {options.map(({ value, label }) => (
          <Checkbox
            key={value}
            checked={picked.includes(value)}
            onChange={(isPicked) =>
              onPick(isPicked ? [...picked, value] : picked.filter((other) => other !== value))
            }
          >
            {label}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}
