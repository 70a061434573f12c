import { cloneElement, useCallback, type ReactElement, type ReactNode } from 'react';
import { later } from './later.tsx';
import { useLayerState } from './use-layer-state.ts';

const PopoverLayer = later(async () => (await import('./popover-layer.tsx')).PopoverLayer);

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

/** Something small beside its button. */
export function Popover(props: PopoverProps) {
  const { preload } = props;
  const load = useCallback(() => Promise.all([PopoverLayer.preload(), preload?.()]), [preload]);
  const { open, change, ready, trigger } = useLayerState(props.open, props.onOpenChange, load);
  if (!ready) return cloneElement(props.trigger, trigger);
  return <PopoverLayer {...props} open={open} onOpenChange={change} />;
}
