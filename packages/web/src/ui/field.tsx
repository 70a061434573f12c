import { Field as Base } from '@base-ui/react/field';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import { inputClass } from './looks.ts';

interface FieldProps {
  name: string;
  label: string;
  /** Hides the label from view; it still names the field. */
  labelHidden?: boolean;
  hint?: ReactNode;
  className?: string;
  /** A message, or null when the value is good. */
  validate?: (value: unknown, values: Record<string, unknown>) => string | null;
  children: ReactNode;
}

/** A label, a control, a hint and the error of one value. */
export function Field({
  name,
  label,
  labelHidden,
  hint,
  className,
  validate,
  children,
}: FieldProps) {
  return (
    <Base.Root
      name={name}
      {...(validate ? { validate } : {})}
      className={cx('flex flex-col gap-1', className)}
    >
      <Base.Label className={labelHidden ? 'sr-only' : 'text-body font-medium'}>{label}</Base.Label>
      {children}
      {hint && <Base.Description className="text-compact text-muted">{hint}</Base.Description>}
      <Base.Error className="text-compact text-error" />
    </Base.Root>
  );
}

type TextInputProps = Omit<ComponentProps<typeof Base.Control>, 'className'> & {
  className?: string;
};

/** The text control inside a `Field`. */
export function TextInput({ className, ...props }: TextInputProps) {
  return <Base.Control {...props} className={cx(inputClass, className)} />;
}
