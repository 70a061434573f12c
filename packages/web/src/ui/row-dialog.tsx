import { useState, type ReactNode } from 'react';
import { Button } from './button.tsx';
import type { DialogProps } from './dialog-layer.tsx';
import { Dialog } from './dialog.tsx';

interface RowDialogProps extends Pick<DialogProps, 'title' | 'description' | 'width'> {
  /** "Change". */
  verb: string;
  /** What it is done to, for who does not see the row. */
  thing: string;
  /** It is what Enter does in its row. */
  primary?: boolean;
  /** The form, which closes it when it is done. */
  children: (close: () => void) => ReactNode;
}

/** In a row: a form about it. */
export function RowDialog({ verb, thing, primary, children, ...dialog }: RowDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        look="quiet"
        size="row"
        data-row-primary={primary || undefined}
        aria-label={`${verb} ${thing}`}
        onClick={() => setOpen(true)}
      >
        {verb}
      </Button>
      <Dialog {...dialog} open={open} onOpenChange={setOpen}>
        {children(() => setOpen(false))}
      </Dialog>
    </>
  );
}
