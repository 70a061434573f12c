import { useId } from 'react';
import { cx } from '../lib/class-names.ts';

export interface ChoiceProps<V extends string> {
  /** Names the group. */
  label: string;
  labelHidden?: boolean;
  value: V;
  onChange: (value: V) => void;
  options: readonly { readonly value: V; readonly label: string }[];
}

/** One of a few, side by side: the browser's own radio buttons, so that arrows move the choice. */
export function Choice<V extends string>(props: ChoiceProps<V>) {
  const { label, labelHidden = false, value, onChange, options } = props;
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className={labelHidden ? 'sr-only' : 'mb-1 text-body font-medium'}>{label}</legend>
      <div className="inline-flex rounded-control border border-edge bg-surface">
        {options.map((option) => (
          <label
            key={option.value}
            className={cx(
              'relative flex h-[calc(var(--control)-2px)] items-center px-3 font-medium max-sm:px-1.5 max-sm:text-compact first:rounded-l-[5px] last:rounded-r-[5px] whitespace-nowrap select-none',
              'not-first:border-l not-first:border-line has-checked:bg-sunken forced-colors:has-checked:outline-2',
              'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
              option.value === value ? 'text-text' : 'text-muted hover:text-text',
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="absolute inset-0 cursor-pointer appearance-none outline-none"
            />
            <span className="pointer-events-none relative">{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
