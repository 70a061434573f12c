import { cloneElement, type ReactElement, type ReactNode, type RefObject } from 'react';
import { later } from './later.tsx';
import { useLayerState } from './use-layer-state.ts';

const DialogLayer = later(async () => (await import('./dialog-layer.tsx')).DialogLayer);

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
  /** The first control unless given. */
  initialFocus?: RefObject<HTMLElement | null>;
  children?: ReactNode;
}

/** Something that wants the whole attention; on narrow screens a sheet from below. */
export function Dialog(props: DialogProps) {
  const { open, change, ready, trigger } = useLayerState(
    props.open,
    props.onOpenChange,
    DialogLayer.preload,
  );
  if (!ready) return props.trigger ? cloneElement(props.trigger, trigger) : null;
  return <DialogLayer {...props} open={open} onOpenChange={change} />;
}
