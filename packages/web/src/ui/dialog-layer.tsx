import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useCallback, useRef, type ReactElement, type ReactNode, type RefObject } from 'react';
import { cx } from '../lib/class-names.ts';
import { CloseDialog } from './dialog-close.tsx';
import { iconButtonClass } from './icon-button.tsx';
import { useLayer } from './layers.tsx';
import { backdropClass } from './looks.ts';

export interface DialogProps {
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  /** A button that opens it; without one, `open` decides. */
  trigger?: ReactElement<Record<string, unknown>>;
  title: string;
  description?: ReactNode;
  /** Buttons at the bottom right; the primary one last. */
  footer?: ReactNode;
  /** Whether a click beside it closes it; not while something would be lost. */
  dismissable?: boolean;
  width?: 'narrow' | 'wide';
  /** The first field unless given, or the first control where nothing is asked. */
  initialFocus?: RefObject<HTMLElement | null>;
  children?: ReactNode;
}

interface DialogLayerProps extends DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** What is asked for comes before the button that closes; not under a finger, where keys pop up. */
const firstField = ({ current }: RefObject<HTMLElement | null>): HTMLElement | true =>
  current?.querySelector<HTMLElement>(
    'input:checked, input:not([type=radio], [readonly]), select, textarea',
  ) ?? true;

export function DialogLayer(props: DialogLayerProps) {
  const { open, onOpenChange, title, description, footer, dismissable = true } = props;
  const { width = 'narrow', initialFocus } = props;
  const close = useCallback(() => onOpenChange(false), [onOpenChange]);
  const body = useRef<HTMLDivElement>(null);
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => onOpenChange(next)}
      disablePointerDismissal={!dismissable}
    >
      {props.trigger && <Base.Trigger render={props.trigger} />}
      <Base.Portal container={useLayer()}>
        <Base.Backdrop className={backdropClass} />
        <Base.Viewport className="fixed inset-0 z-50 grid grid-cols-1 place-items-center overflow-y-auto p-4 max-sm:place-items-end max-sm:p-0">
          <Base.Popup
            initialFocus={initialFocus ?? ((opened) => opened === 'touch' || firstField(body))}
            className={cx(
              'flex max-h-[calc(100dvh-32px)] w-full flex-col rounded-dialog border border-line bg-surface shadow-dialog',
              'transition-[opacity,transform] duration-[180ms] data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0',
              'max-sm:rounded-b-none max-sm:pb-[env(safe-area-inset-bottom)]',
              width === 'narrow' ? 'sm:max-w-110' : 'sm:max-w-170',
            )}
          >
            <CloseDialog value={close}>
              <header className="flex items-start justify-between gap-4 px-4 pt-4 pb-2">
                <div>
                  <Base.Title className="text-title">{title}</Base.Title>
                  {description && (
                    <Base.Description className="mt-1 text-muted">{description}</Base.Description>
                  )}
                </div>
                <Base.Close aria-label="Close" className={iconButtonClass('quiet', '-mt-1 -mr-2')}>
                  <X size={16} aria-hidden />
                </Base.Close>
              </header>
              <div ref={body} className="min-h-0 overflow-y-auto px-4 pt-1 pb-4">
                {props.children}
              </div>
              {footer && (
                <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">
                  {footer}
                </footer>
              )}
            </CloseDialog>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
