import { cloneElement, createContext, useContext, type ReactElement } from 'react';

/** What closes the dialog around. */
export const CloseDialog = createContext<() => void>(() => undefined);

/** A button of a dialog that closes it: `<DialogClose render={<Button>Cancel</Button>} />`. */
export function DialogClose({ render }: { render: ReactElement<{ onClick?: () => void }> }) {
  const close = useContext(CloseDialog);
  return cloneElement(render, { onClick: close });
}
