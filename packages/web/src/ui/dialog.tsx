import { cloneElement } from 'react';
import type { DialogProps } from './dialog-layer.tsx';
import { later } from './later.tsx';
import { useLayerState } from './use-layer-state.ts';

const DialogLayer = later(async () => (await import('./dialog-layer.tsx')).DialogLayer);

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
