import { AlertDialog as Base } from '@base-ui/react/alert-dialog';
import { useState, type ReactNode } from 'react';
import { ApiError } from '../lib/api.ts';
import { Button } from './button.tsx';
import { useLayer } from './layers.tsx';
import { backdropClass } from './looks.ts';
import { Notice } from './notice.tsx';

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

export function ConfirmLayer({
  open,
  onOpenChange,
  title,
  children,
  action,
  onConfirm,
}: ConfirmProps) {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const confirm = async (): Promise<void> => {
    setPending(true);
    setError(null);
    try {
      await onConfirm();
      onOpenChange(false);
    } catch (cause) {
      setError(cause instanceof ApiError ? cause.message : 'That did not work. Try again.');
    } finally {
      setPending(false);
    }
  };
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => {
        setError(null);
        onOpenChange(next);
      }}
    >
      <Base.Portal container={useLayer()}>
        <Base.Backdrop className={backdropClass} />
        <Base.Viewport className="fixed inset-0 z-50 grid place-items-center p-4">
          <Base.Popup className="w-full max-w-110 rounded-dialog border border-line bg-surface p-4 shadow-dialog transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            <Base.Title className="text-title">{title}</Base.Title>
            <Base.Description render={<div />} className="mt-1 text-muted">
              {children}
            </Base.Description>
            {error && (
              <Notice status="error" className="mt-3">
                {error}
              </Notice>
            )}
            <div className="mt-4 flex flex-wrap justify-end gap-2">
              <Base.Close render={<Button>Cancel</Button>} />
              <Button look="danger-filled" pending={pending} onClick={() => void confirm()}>
                {action}
              </Button>
            </div>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
