import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import { useLayer } from './layers.tsx';
import { floating } from './looks.ts';

export interface PopoverProps {
  /** The button that opens it. */
  trigger: ReactElement<Record<string, unknown>>;
  title: string;
  /** Hides the title from view; it still names the popover. */
  titleHidden?: boolean;
  align?: 'start' | 'center' | 'end';
  className?: string;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  /** Of `children` that come `later`: the popover opens when they are here. */
  preload?: () => Promise<void>;
  children: ReactNode;
}

interface PopoverLayerProps extends PopoverProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function PopoverLayer({
  trigger,
  title,
  titleHidden = false,
  align = 'start',
  className,
  open,
  onOpenChange,
  children,
}: PopoverLayerProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
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
