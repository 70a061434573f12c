import { cx } from '../../lib/class-names.ts';
import { truncateMiddle } from '../../lib/format.ts';
import type { SelectOption } from '../select.tsx';
import { ToolbarSelect } from '../toolbar-select.tsx';

interface FilterSelectProps<V extends string> {
  label: string;
  /** What no value is called: "Any status". */
  any: string;
  value: V | undefined;
  onChange: (value: V | undefined) => void;
  options: readonly SelectOption<V>[];
  /** What a link asked for can be chosen, too: what it is called; its value, cut, unless given. */
  unknown?: string;
  className?: string;
}

/** One value of a filter, or any. */
export function FilterSelect<V extends string>(props: FilterSelectProps<V>) {
  const { label, any, value, onChange, options, unknown, className } = props;
  const isKnown = value === undefined || options.some((option) => option.value === value);
  return (
    <ToolbarSelect<V | ''>
      label={label}
      value={value ?? ''}
      onChange={(next) => onChange(next || undefined)}
      options={[
        { value: '', label: any },
        ...options,
        ...(isKnown ? [] : [{ value, label: unknown ?? truncateMiddle(value, 24) }]),
      ]}
      className={cx('max-sm:w-full', className)}
    />
  );
}
