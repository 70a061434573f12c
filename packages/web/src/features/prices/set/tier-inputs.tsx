import type { PriceTier } from '@taffrail/contract';
import { Button } from '../../../ui/button.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { aboveName, checkAbove, tierPrefix } from './price-form.ts';
import { RateInputs } from './rate-inputs.tsx';

/** A tier of the form, which keeps its number while others come and go. */
export interface TierOfForm {
  readonly index: number;
  readonly given: PriceTier | undefined;
}

interface TierInputsProps {
  tiers: readonly TierOfForm[];
  onChange: (tiers: readonly TierOfForm[]) => void;
}

const most = 10;

/** What larger inputs cost, for all the tokens of their calls. */
export function TierInputs({ tiers, onChange }: TierInputsProps) {
  const add = (): void => {
    const index = Math.max(-1, ...tiers.map((tier) => tier.index)) + 1;
    onChange([...tiers, { index, given: undefined }]);
  };
  return (
    <>
      {tiers.map(({ index, given }) => (
        <fieldset key={index} className="rounded-control border border-line p-3">
          <legend className="px-1 font-medium">Larger inputs</legend>
          <div className="flex flex-col gap-3">
            <div className="flex items-end justify-between gap-3">
              <Field
                name={`${tierPrefix(index)}${aboveName}`}
                label="Above input tokens"
                validate={checkAbove}
              >
                <TextInput
                  inputMode="numeric"
                  autoComplete="off"
                  defaultValue={given?.aboveInputTokens ?? 200_000}
                  data-numeric
                />
              </Field>
              <Button
                look="quiet"
                className="text-error"
                onClick={() => onChange(tiers.filter((tier) => tier.index !== index))}
              >
                Remove
              </Button>
            </div>
            <RateInputs prefix={tierPrefix(index)} given={given} />
          </div>
        </fieldset>
      ))}
      {tiers.length < most && (
        <div>
          <Button onClick={add}>Add a price for larger inputs</Button>
        </div>
      )}
    </>
  );
}
