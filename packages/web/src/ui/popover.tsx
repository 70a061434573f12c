import { cloneElement, useCallback } from 'react';
import { later } from './later.tsx';
import type { PopoverProps } from './popover-layer.tsx';
import { useLayerState } from './use-layer-state.ts';

const PopoverLayer = later(async () => (await import('./popover-layer.tsx')).PopoverLayer);

/** Something small beside its button. */
export function Popover(props: PopoverProps) {
  const { preload } = props;
  const load = useCallback(() => Promise.all([PopoverLayer.preload(), preload?.()]), [preload]);
  const { open, change, ready, trigger } = useLayerState(props.open, props.onOpenChange, load);
  if (!ready) return cloneElement(props.trigger, trigger);
  return <PopoverLayer {...props} open={open} onOpenChange={change} />;
}
