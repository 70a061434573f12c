import { CheckKind, type Check } from '@taffrail/contract';
import { useRef, useState } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { DialogSubmit } from '../../../ui/dialog-submit.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { Form } from '../../../ui/form.tsx';
import { writtenText } from '../../../ui/form-values.ts';
import { ToolbarSelect } from '../../../ui/toolbar-select.tsx';
import type { WantedCheck } from '../checks.api.ts';
import { kindWords } from '../check-words.ts';
import {
  checkField,
  fieldsOf,
  givenChoice,
  givenFlags,
  givenText,
  readConfig,
  type ConfigField,
} from './config-fields.ts';
import { TryCheck } from './try-check.tsx';

interface CheckFormProps {
  /** The one that is changed; its kind stays. */
  check?: Check | undefined;
  /** Of a new one: chosen already. */
  kind?: CheckKind | undefined;
  submit: string;
  pending: boolean;
  error: Error | null;
  onSubmit: (wanted: WantedCheck) => void;
}

const kinds = CheckKind.options.map((value) => ({ value, label: kindWords[value] }));

const needed = (value: unknown): string | null => (writtenText(value) === '' ? 'Say it.' : null);
const textOrNull = (value: unknown): string | null => writtenText(value) || null;

/** What is looked at, how often, and from where on that is bad. */
export function CheckForm({
  check,
  kind: chosen,
  submit,
  pending,
  error,
  onSubmit,
}: CheckFormProps) {
  const config = check?.config;
  const [kind, setKind] = useState<CheckKind>(check?.kind ?? chosen ?? 'http');
  const [flags, setFlags] = useState(() => givenFlags(kind, config));
  const [choice, setChoice] = useState(() => givenChoice(kind, config));
  const form = useRef<HTMLDivElement>(null);
  const choose = (next: CheckKind): void => {
    setKind(next);
    setFlags(givenFlags(next, undefined));
    setChoice(givenChoice(next, undefined));
  };
  const read = (values: Readonly<Record<string, unknown>>) =>
    readConfig({ kind, values, flags, choice });
  /** What stands in the fields, for trying it. */
  const readNow = () =>
    read(
      Object.fromEntries(
        [...(form.current?.querySelectorAll('input[name]') ?? [])].map((input) => [
          input.getAttribute('name') ?? '',
          (input as HTMLInputElement).value,
        ]),
      ),
    );
  const send = (values: Record<string, unknown>): void =>
    onSubmit({
      name: writtenText(values['name']),
      service: textOrNull(values['service']),
      host: textOrNull(values['host']),
      ...(kind === 'heartbeat'
        ? {}
        : {
            everyMinutes: Number(writtenText(values['everyMinutes'])),
            failuresBeforeAlert: Number(writtenText(values['failuresBeforeAlert'])),
          }),
      isEnabled: check?.isEnabled ?? true,
      config: read(values),
    });
  const { fields, flags: flagFields = [], choice: choiceField } = fieldsOf(kind);
  return (
    <Form error={error} onSubmitValues={send}>
      <div ref={form} className="flex flex-col gap-3">
        <div className="flex flex-wrap items-end gap-3">
          <Field name="name" label="Name" validate={needed} className="min-w-40 flex-1">
            <TextInput maxLength={100} autoComplete="off" defaultValue={check?.name ?? ''} />
          </Field>
          {!check && chosen === undefined && (
            <ToolbarSelect label="Kind" value={kind} onChange={choose} options={kinds} />
          )}
          {choiceField && (
            <ToolbarSelect
              label={choiceField.label}
              value={choice}
              onChange={setChoice}
              options={choiceField.options}
            />
          )}
        </div>
        <div key={kind} className="grid grid-cols-2 gap-3">
          {fields.map((field) => (
            <ConfigInput key={field.name} field={field} given={givenText(field, config)} />
          ))}
        </div>
        {flagFields.map(({ name, label }) => (
          <Checkbox
            key={name}
            checked={flags[name] ?? false}
            onChange={(checked) => setFlags({ ...flags, [name]: checked })}
          >
            {label}
          </Checkbox>
        ))}
        <Usual check={check} hasSchedule={kind !== 'heartbeat'} />
      </div>
      {kind !== 'heartbeat' && <TryCheck readConfig={readNow} />}
      <DialogSubmit pending={pending}>{submit}</DialogSubmit>
    </Form>
  );
}

function ConfigInput({ field, given }: { field: ConfigField; given: string }) {
  return (
    <Field
      name={`config.${field.name}`}
      label={field.label}
      hint={field.hint}
      validate={checkField(field)}
      className={cx(!field.isHalf && 'col-span-2')}
    >
      <TextInput
        defaultValue={given}
        autoComplete="off"
        spellCheck={false}
        inputMode={field.type === 'text' ? 'text' : 'decimal'}
        {...(field.type !== 'text' && { 'data-numeric': true })}
      />
    </Field>
  );
}

const checkWhole = (value: unknown): string | null =>
  /^[1-9]\d{0,3}$/.test(writtenText(value)) ? null : 'Write a whole number from 1 on.';

/** What all kinds have. */
function Usual({ check, hasSchedule }: { check: Check | undefined; hasSchedule: boolean }) {
  return (
    <div className="grid grid-cols-2 gap-3">
      {hasSchedule && (
        <>
          <Field name="everyMinutes" label="Runs every, minutes" validate={checkWhole}>
            <TextInput
              inputMode="numeric"
              autoComplete="off"
              defaultValue={String(check?.everyMinutes ?? 1)}
              data-numeric
            />
          </Field>
          <Field
            name="failuresBeforeAlert"
            label="Alerts after"
            hint="Bad results in a row."
            validate={checkWhole}
          >
            <TextInput
              inputMode="numeric"
              autoComplete="off"
              defaultValue={String(check?.failuresBeforeAlert ?? 2)}
              data-numeric
            />
          </Field>
        </>
      )}
      <Field name="service" label="Service" hint="As alerts name it; may be empty.">
        <TextInput maxLength={200} autoComplete="off" defaultValue={check?.service ?? ''} />
      </Field>
      <Field name="host" label="Host" hint="As alerts name it; may be empty.">
        <TextInput maxLength={200} autoComplete="off" defaultValue={check?.host ?? ''} />
      </Field>
    </div>
  );
}
