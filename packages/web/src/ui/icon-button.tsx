import { Button as BaseButton } from '@base-ui/react/button';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import { Tooltip } from './tooltip.tsx';

const looks = {
  quiet: 'text-muted hover:not-data-disabled:bg-sunken hover:not-data-disabled:text-text',
  bordered: 'border border-edge bg-surface text-text hover:not-data-disabled:bg-sunken',
} as const;

export const iconButtonClass = (look: keyof typeof looks = 'quiet', className?: string): string =>
  cx(
    'inline-flex h-(--control) w-(--control) shrink-0 items-center justify-center rounded-control',
    'transition-colors data-disabled:opacity-55 data-popup-open:bg-sunken data-popup-open:text-text',
    looks[look],
    className,
  );

export interface IconButtonProps extends Omit<
  ComponentProps<typeof BaseButton>,
  'className' | 'children'
> {
  /** Its name, which is also the tooltip. */
  label: string;
  /** Shown in the tooltip. */
  keys?: string;
  look?: keyof typeof looks;
  className?: string;
  children: ReactNode;
}

export function IconButton({ label, keys, look, className, children, ...props }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <BaseButton
        type="button"
        aria-label={label}
        {...props}
        className={iconButtonClass(look, className)}
      >
        {children}
      </BaseButton>
    </Tooltip>
  );
}
