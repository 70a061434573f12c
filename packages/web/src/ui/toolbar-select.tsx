import { cx } from '../lib/class-names.ts';
import type { SelectOption } from './select.tsx';

export interface ToolbarSelectProps<V extends string> {
  label: string;
  value: V;
  onChange: (value: V) => void;
  options: readonly SelectOption<V>[];
  className?: string;
}

/** The browser's own select: for toolbars, where its code would cost more than its look. */
export function ToolbarSelect<V extends string>(props: ToolbarSelectProps<V>) {
  return (
    <select
      aria-label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value as V)}
      className={cx(
        'h-(--control) rounded-control border border-edge bg-surface px-2 text-compact text-text hover:bg-sunken',
        props.className,
      )}
    >
      {props.options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
