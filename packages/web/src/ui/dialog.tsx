import {
  cloneElement,
  lazy,
  Suspense,
  type ReactElement,
  type ReactNode,
  type RefObject,
} from 'react';
import { useLazyLayer } from './use-lazy-layer.ts';

const load = () => import('./dialog-layer.tsx');
const DialogLayer = lazy(() => load().then((module) => ({ default: module.DialogLayer })));

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
  const { open, change, wanted, trigger } = useLazyLayer(props.open, props.onOpenChange, load);
  const button = props.trigger ? cloneElement(props.trigger, trigger) : null;
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <DialogLayer {...props} open={open} onOpenChange={change} />
    </Suspense>
  );
}
