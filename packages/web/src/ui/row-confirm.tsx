import { useState } from 'react';
import { Button } from './button.tsx';
import type { ConfirmProps } from './confirm-layer.tsx';
import { Confirm } from './confirm.tsx';

interface RowConfirmProps extends Omit<ConfirmProps, 'open' | 'onOpenChange'> {
  /** "Remove". */
  verb: string;
  /** What it is done to, for who does not see the row. */
  thing: string;
  /** It is what Enter does in its row. */
  primary?: boolean;
}

/** In a row: what cannot be undone, and is asked about first. */
export function RowConfirm({ verb, thing, primary, ...confirm }: RowConfirmProps) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        look="quiet"
        size="row"
        data-row-primary={primary || undefined}
        aria-label={`${verb} ${thing}`}
        className="text-error"
        onClick={() => setAsking(true)}
      >
        {verb}
      </Button>
      <Confirm {...confirm} open={asking} onOpenChange={setAsking} />
    </>
  );
}
