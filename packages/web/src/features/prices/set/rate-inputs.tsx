import type { PriceRates } from '@taffrail/contract';
import { Field, TextInput } from '../../../ui/field.tsx';
import { rateFields } from '../price-words.ts';
import { checkRate, placeholderOf } from './price-form.ts';

interface RateInputsProps {
  /** Before the names of the fields: those of a tier have one. */
  prefix: string;
  given: Partial<PriceRates> | undefined;
}

/** US dollars for a million tokens of each class. */
export function RateInputs({ prefix, given }: RateInputsProps) {
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
      {rateFields.map(({ name, title, instead }) => (
        <Field
          key={name}
          name={`${prefix}${name}`}
          label={title}
          validate={(value) => checkRate(value, instead === undefined)}
        >
          <TextInput
            inputMode="decimal"
            autoComplete="off"
            defaultValue={given?.[name] ?? ''}
            placeholder={placeholderOf(name)}
            data-numeric
          />
        </Field>
      ))}
    </div>
  );
}
