import { Button } from './button.tsx';
import { DialogClose } from './dialog-close.tsx';

interface DialogSubmitProps {
  /** What the button does, as a verb: "Make key". */
  children: string;
  pending: boolean;
  disabledReason?: string | undefined;
}

/** How the form of a dialog ends: go back, or go on. */
export function DialogSubmit({ children, pending, disabledReason }: DialogSubmitProps) {
  return (
    <div className="flex justify-end gap-2">
      <DialogClose render={<Button>Cancel</Button>} />
      <Button type="submit" look="primary" pending={pending} disabledReason={disabledReason}>
        {children}
      </Button>
    </div>
  );
}
