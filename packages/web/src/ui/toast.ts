import type { StatusName } from './status.tsx';

export interface ToastMessage {
  readonly status: StatusName;
  readonly text: string;
  /** Undo, or a way to the thing. */
  readonly action?: { label: string; run: () => void };
}

type Listener = (message: ToastMessage) => void;

const listeners = new Set<Listener>();

/** Says what an action did; it stays for 8 s, so that there is time to undo. */
export const toast = (
  status: StatusName,
  text: string,
  options: Pick<ToastMessage, 'action'> = {},
): void => {
  for (const listener of listeners) listener({ status, text, ...options });
};

/** For the shell, which shows them. */
export const onToast = (listener: Listener): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
