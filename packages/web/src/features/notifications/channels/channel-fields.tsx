import type { ChannelField, ChannelKindDescription, ChannelThrottle } from '@taffrail/contract';
import { writtenText } from '../../../ui/form-values.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';

/** What stands in fields that are no text boxes. */
export interface Chosen {
  readonly choices: Readonly<Record<string, string>>;
  readonly tellsResolved: boolean;
  readonly isThrottled: boolean;
}

const prefix = 'settings.';

export const firstChosen = (
  { fields }: ChannelKindDescription,
  given: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    fields
      .filter(({ input }) => input === 'choice')
      .map(({ name, initial }) => [name, given[name] ?? initial ?? '']),
  );

/** By the names of the fields, as the API takes them. */
export const readSettings = (
  { fields }: ChannelKindDescription,
  values: Record<string, unknown>,
  { choices }: Chosen,
): Record<string, string> =>
  Object.fromEntries(
    fields.map(({ name, input }) => [
      name,
      input === 'choice' ? (choices[name] ?? '') : writtenText(values[`${prefix}${name}`]),
    ]),
  );

export const readThrottle = (
  values: Record<string, unknown>,
  { isThrottled }: Chosen,
): ChannelThrottle | null =>
  isThrottled
    ? {
        messages: Number(writtenText(values['throttle.messages'])),
        seconds: Number(writtenText(values['throttle.seconds'])),
      }
    : null;

interface ChannelFieldsProps {
  kind: ChannelKindDescription;
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
  name: string;
  settings: Readonly<Record<string, string>>;
  /** The secrets that it has already. */
  secrets: readonly string[];
  throttle: ChannelThrottle;
}

/** Every field of a kind, as the server describes it. */
export function ChannelFields(props: ChannelFieldsProps) {
  const { kind, chosen, onChoose, settings, secrets } = props;
  return (
    <>
      <Field
        name="name"
        label="Name"
        hint="What tells it from others."
        validate={(value) => (writtenText(value) ? null : 'Give it a name.')}
      >
        <TextInput maxLength={100} autoComplete="off" defaultValue={props.name} />
      </Field>
      {kind.fields.map((field) => (
        <SettingField
          key={field.name}
          field={field}
          value={settings[field.name] ?? ''}
          isSet={secrets.includes(field.name)}
          choice={chosen.choices[field.name] ?? ''}
          onChoice={(value) =>
            onChoose({ ...chosen, choices: { ...chosen.choices, [field.name]: value } })
          }
        />
      ))}
      <Checkbox
        checked={chosen.tellsResolved}
        onChange={(tellsResolved) => onChoose({ ...chosen, tellsResolved })}
      >
        Tell it what is over, too
      </Checkbox>
      <ThrottleFields {...props} />
    </>
  );
}

interface SettingFieldProps {
  field: ChannelField;
  value: string;
  isSet: boolean;
  choice: string;
  onChoice: (value: string) => void;
}

function SettingField({ field, value, isSet, choice, onChoice }: SettingFieldProps) {
  const { name, title, hint, input, isRequired, initial, choices } = field;
  if (input === 'choice')
    return (
      <div>
        <Choice
          label={title}
          value={choice}
          onChange={onChoice}
          options={choices.map((each) => ({ value: each.value, label: each.title }))}
        />
        <p className="mt-1 text-compact text-muted">{hint}</p>
      </div>
    );
  const isSecret = input === 'secret';
  return (
    <Field
      name={`${prefix}${name}`}
      label={isRequired ? title : `${title} (optional)`}
      hint={isSecret && isSet ? `${hint} It is set: leave it empty to keep it.` : hint}
      validate={(written) =>
        isRequired && !isSet && writtenText(written) === '' ? 'This is needed.' : null
      }
    >
      <TextInput
        type={isSecret ? 'password' : 'text'}
        maxLength={2_000}
        // No manager of passwords may put the operator's own here.
        autoComplete={isSecret ? 'new-password' : 'off'}
        spellCheck={false}
        defaultValue={isSecret ? '' : value}
        {...(initial !== null && { placeholder: initial })}
      />
    </Field>
  );
}

const checkNumber =
  (least: number, most: number) =>
  (value: unknown): string | null => {
    const number = Number(writtenText(value));
    const isGood = Number.isInteger(number) && number >= least && number <= most;
    return isGood ? null : `A whole number from ${least} to ${most.toLocaleString('en-US')}.`;
  };

function ThrottleFields({ chosen, onChoose, throttle }: ChannelFieldsProps) {
  return (
    <fieldset className="min-w-0">
      <Checkbox
        checked={chosen.isThrottled}
        onChange={(isThrottled) => onChoose({ ...chosen, isThrottled })}
      >
        Tell a storm in one digest
      </Checkbox>
      {chosen.isThrottled && (
        <div className="mt-2 grid grid-cols-2 gap-3">
          <Field name="throttle.messages" label="Messages at most" validate={checkNumber(1, 1_000)}>
            <TextInput inputMode="numeric" defaultValue={String(throttle.messages)} data-numeric />
          </Field>
          <Field name="throttle.seconds" label="in seconds" validate={checkNumber(10, 3_600)}>
            <TextInput inputMode="numeric" defaultValue={String(throttle.seconds)} data-numeric />
          </Field>
        </div>
      )}
    </fieldset>
  );
}
