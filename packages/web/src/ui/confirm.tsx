import type { ReactNode } from 'react';
import { later } from './later.tsx';
import { useLayerState } from './use-layer-state.ts';

const ConfirmLayer = later(async () => (await import('./confirm-layer.tsx')).ConfirmLayer);

export interface ConfirmProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Names the object: "Revoke the key “Production”?" */
  title: string;
  /** Names the effect. */
  children: ReactNode;
  /** Verb and noun: "Revoke key". */
  action: string;
  /** The dialog stays open, with the error, when it fails. */
  onConfirm: () => Promise<unknown>;
}

/** Before what cannot be undone. */
export function Confirm(props: ConfirmProps) {
  const { ready } = useLayerState(props.open, props.onOpenChange, ConfirmLayer.preload);
  return ready && <ConfirmLayer {...props} />;
}
