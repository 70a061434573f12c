import { Button as BaseButton } from '@base-ui/react/button';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import { rowControl } from './looks.ts';
import { Tooltip } from './tooltip.tsx';

const base =
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control ' +
  'font-medium whitespace-nowrap transition-colors select-none no-underline ' +
  'data-disabled:opacity-55 forced-colors:border';

const looks = {
  primary:
    'bg-accent text-on-accent hover:not-data-disabled:bg-accent/90 focus-visible:outline-text',
  secondary: 'border border-edge bg-surface text-text hover:not-data-disabled:bg-sunken',
  quiet: 'hover:not-data-disabled:bg-sunken',
  danger: 'border border-error bg-surface text-error hover:not-data-disabled:bg-error-tint',
  /** Only in the dialog that confirms. */
  'danger-filled':
    'bg-error text-on-accent hover:not-data-disabled:bg-error/90 focus-visible:outline-text',
} as const;

export type ButtonLook = keyof typeof looks;

const sizes = { control: 'h-(--control) px-3 text-body', row: rowControl } as const;

/** For what looks like a button and is none. */
export const buttonClass = (
  look: ButtonLook = 'secondary',
  className?: string,
  size: keyof typeof sizes = 'control',
): string => cx(base, sizes[size], looks[look], className);

export interface ButtonProps extends Omit<ComponentProps<typeof BaseButton>, 'className'> {
  look?: ButtonLook;
  /** `row` fits into a table. */
  size?: keyof typeof sizes;
  icon?: ReactNode;
  className?: string | undefined;
  /** Why it cannot be pressed: disables it, keeps it focusable and says so in a tooltip. */
  disabledReason?: string | undefined;
  /** Something it began is still under way. */
  pending?: boolean;
}

export function Button({
  look = 'secondary',
  size = 'control',
  icon,
  className,
  disabledReason,
  pending = false,
  children,
  ...props
}: ButtonProps) {
  const button = (
    <BaseButton
      type="button"
      {...props}
      disabled={Boolean(props.disabled) || pending || disabledReason !== undefined}
      focusableWhenDisabled={pending || disabledReason !== undefined}
      aria-busy={pending || undefined}
      className={buttonClass(look, className, size)}
    >
      {icon}
      {children}
    </BaseButton>
  );
  return disabledReason === undefined ? (
    button
  ) : (
    <Tooltip text={disabledReason} describes>
      {button}
    </Tooltip>
  );
}
