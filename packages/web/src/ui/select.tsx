import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { cx } from '../lib/class-names.ts';
import { useLayer } from './layers.tsx';
import { floating, menuItemClass } from './looks.ts';

export interface SelectOption<V extends string> {
  readonly value: V;
  readonly label: string;
  /** What choosing it means. */
  readonly hint?: string;
}

export interface SelectProps<V extends string> {
  /** Names it, unless a `Field` around it does. */
  label?: string;
  name?: string;
  value?: V;
  defaultValue?: V;
  onChange?: (value: V) => void;
  options: readonly SelectOption<V>[];
  className?: string;
  disabled?: boolean;
}

export function Select<V extends string>(props: SelectProps<V>) {
  const { label, options, onChange, className } = props;
  return (
    <Base.Root
      items={options}
      {...(props.name === undefined ? {} : { name: props.name })}
      {...(props.value === undefined ? {} : { value: props.value })}
      {...(props.defaultValue === undefined ? {} : { defaultValue: props.defaultValue })}
      disabled={props.disabled ?? false}
      onValueChange={(value: V | null) => {
        if (value !== null) onChange?.(value);
      }}
    >
      <Base.Trigger
        aria-label={label}
        className={cx(
          'inline-flex h-(--control) items-center justify-between gap-2 rounded-control border border-edge bg-surface px-2.5 text-body text-text data-disabled:opacity-55',
          className,
        )}
      >
        <Base.Value />
        <Base.Icon>
          <ChevronsUpDown size={14} aria-hidden className="text-muted" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal container={useLayer()}>
        <Base.Positioner
          sideOffset={6}
          alignItemWithTrigger={false}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Base.Popup
            className={cx(
              floating,
              'max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto p-1',
            )}
          >
            {options.map((option) => (
              <Base.Item key={option.value} value={option.value} className={menuItemClass}>
                <span className="flex-1 py-1">
                  <Base.ItemText>{option.label}</Base.ItemText>
                  {option.hint && (
                    <span className="block max-w-80 text-compact text-muted">{option.hint}</span>
                  )}
                </span>
                <Base.ItemIndicator>
                  <Check size={14} aria-hidden />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
