import { useId, type ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';

export interface CheckboxProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  className?: string;
  children: ReactNode;
}

export function Checkbox({ checked, onChange, disabled, className, children }: CheckboxProps) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className={cx('flex min-h-8 items-center gap-2 coarse:min-h-11', className)}
    >
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
        className="size-4 shrink-0 accent-accent"
      />
      {children}
    </label>
  );
}
