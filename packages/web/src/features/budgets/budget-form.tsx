import type { Budget, OnUnknown } from '@taffrail/contract';
import { useState } from 'react';
import { writtenAmount } from '../../ui/form-values.ts';
import { Choice } from '../../ui/choice.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { onUnknownWords } from './budget-words.ts';
import type { WantedLimits } from './budgets.api.ts';

const amount = /^\d{1,9}(?:\.\d{1,4})?$/;

const checkAmount = (value: unknown): string | null => {
  const text = writtenAmount(value);
  if (text === '') return null;
  return amount.test(text) && Number(text) > 0 ? null : 'Write it as 250 or 12.50.';
};

const checkSoft = (value: unknown, values: Record<string, unknown>): string | null => {
  const soft = writtenAmount(value);
  const hard = writtenAmount(values['hardUsd']);
  if (soft === '' && hard === '') return 'Give at least one of the two.';
  if (soft !== '' && hard !== '' && Number(soft) > Number(hard))
    return 'Must not be above the hard limit.';
  return checkAmount(value);
};

export const readLimits = (
  values: Record<string, unknown>,
  onUnknown: OnUnknown,
): WantedLimits => ({
  softUsd: writtenAmount(values['softUsd']) || null,
  hardUsd: writtenAmount(values['hardUsd']) || null,
  onUnknown,
});

export const useOnUnknown = (given: OnUnknown = 'open') => useState<OnUnknown>(given);

interface LimitFieldsProps {
  given?: Budget;
  onUnknown: OnUnknown;
  onOnUnknown: (onUnknown: OnUnknown) => void;
}

const onUnknownOptions = [
  { value: 'open', label: onUnknownWords.open },
  { value: 'closed', label: onUnknownWords.closed },
] as const;

/** The two limits, and what a guard does while it cannot ask. */
export function LimitFields({ given, onUnknown, onOnUnknown }: LimitFieldsProps) {
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <Field
          name="softUsd"
          label="Soft limit, US$"
          hint="Shown from there on; nothing stops."
          validate={checkSoft}
        >
          <TextInput
            inputMode="decimal"
            autoComplete="off"
            defaultValue={given?.softUsd ?? ''}
            data-numeric
          />
        </Field>
        <Field
          name="hardUsd"
          label="Hard limit, US$"
          hint="A guard in the product says no."
          validate={checkAmount}
        >
          <TextInput
            inputMode="decimal"
            autoComplete="off"
            defaultValue={given?.hardUsd ?? ''}
            data-numeric
          />
        </Field>
      </div>
      <div>
        <Choice
          label="While the console cannot be asked"
          value={onUnknown}
          onChange={onOnUnknown}
          options={onUnknownOptions}
        />
        <p className="mt-1 text-compact text-muted">
          {onUnknown === 'open'
            ? 'The product goes on and may spend more than the limit.'
            : 'The product stops, also where nothing was spent.'}
        </p>
      </div>
    </>
  );
}
