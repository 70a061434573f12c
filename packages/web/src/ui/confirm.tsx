import type { ConfirmProps } from './confirm-layer.tsx';
import { later } from './later.tsx';
import { useLayerState } from './use-layer-state.ts';

const ConfirmLayer = later(async () => (await import('./confirm-layer.tsx')).ConfirmLayer);

/** Before what cannot be undone. */
export function Confirm(props: ConfirmProps) {
  const { ready } = useLayerState(props.open, props.onOpenChange, ConfirmLayer.preload);
  return ready && <ConfirmLayer {...props} />;
}
