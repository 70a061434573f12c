import { cloneElement, lazy, Suspense, type ReactElement, type ReactNode } from 'react';
import { useLazyLayer } from './use-lazy-layer.ts';

const load = () => import('./popover-layer.tsx');
const PopoverLayer = lazy(() => load().then((module) => ({ default: module.PopoverLayer })));

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
  /** Begins to load what `children` load lazily, as early as the popover itself. */
  preload?: () => unknown;
  children: ReactNode;
}

/** Something small beside its button. */
export function Popover(props: PopoverProps) {
  const { open, change, wanted, trigger } = useLazyLayer(props.open, props.onOpenChange, () => [
    load(),
    props.preload?.(),
  ]);
  const button = cloneElement(props.trigger, trigger);
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <PopoverLayer {...props} open={open} onOpenChange={change} />
    </Suspense>
  );
}
