import { lazy, Suspense, type ReactNode } from 'react';
import { useLazyLayer } from './use-lazy-layer.ts';

const load = () => import('./confirm-layer.tsx');
const ConfirmLayer = lazy(() => load().then((module) => ({ default: module.ConfirmLayer })));

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
  const { wanted } = useLazyLayer(props.open, props.onOpenChange, load);
  if (!wanted) return null;
  return (
    <Suspense fallback={null}>
      <ConfirmLayer {...props} />
    </Suspense>
  );
}
