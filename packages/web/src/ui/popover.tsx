import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import { floating, useLayer } from './layers.tsx';

export interface PopoverProps {
  /** The button that opens it. */
  trigger: ReactElement<Record<string, unknown>>;
  title: string;
  /** Hides the title from view; it still names the popover. */
  titleHidden?: boolean;
  align?: 'start' | 'center' | 'end';
  className?: string;
  /** For a popover whose code came with the press of its button. */
  defaultOpen?: boolean;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  children: ReactNode;
}

export function Popover({
  trigger,
  title,
  titleHidden = false,
  align = 'start',
  className,
  defaultOpen = false,
  open,
  onOpenChange,
  children,
}: PopoverProps) {
  return (
    <Base.Root
      defaultOpen={defaultOpen}
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange ? { onOpenChange: (next: boolean) => onOpenChange(next) } : {})}
    >
      <Base.Trigger render={trigger} />
      <Base.Portal container={useLayer()}>
        <Base.Positioner sideOffset={6} align={align} collisionPadding={8} className="z-40">
          <Base.Popup className={cx(floating, 'max-w-[calc(100vw-16px)] p-4', className)}>
            <Base.Title className={titleHidden ? 'sr-only' : 'mb-2 text-body font-semibold'}>
              {title}
            </Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export const PopoverClose = Base.Close;
