import { useState, type ReactNode } from 'react';
import { useTimeZone } from '../lib/time/time-zone.ts';
import { useShortcut } from '../lib/use-shortcut.ts';
import { Button, buttonClass } from './button.tsx';
import { exportIcon } from './export-icon.tsx';
import { Popover } from './popover.tsx';

interface ExportMenuProps {
  /** The address of the file with what the page shows. */
  urlOf: (format: 'csv' | 'ndjson') => string;
  /** How many of what, of which range: a sentence. */
  children: ReactNode;
}

/** Everything that the filters of a page give, as a file. */
export function ExportMenu({ urlOf, children }: ExportMenuProps) {
  const [open, setOpen] = useState(false);
  const timeZone = useTimeZone();
  useShortcut('e', 'Export', () => setOpen(true));
  const close = (): void => setOpen(false);
  return (
    <Popover
      title="Export"
      align="end"
      className="w-80"
      open={open}
      onOpenChange={setOpen}
      trigger={<Button icon={exportIcon}>Export</Button>}
    >
      <p>{children}</p>
      <p className="mt-1 text-compact text-muted">
        Times are in UTC; the CSV has those of {timeZone}, too. The audit log keeps who exported
        what.
      </p>
      <div className="mt-3 flex gap-2">
        <a href={urlOf('csv')} download onClick={close} className={buttonClass('primary')}>
          Download CSV
        </a>
        <a href={urlOf('ndjson')} download onClick={close} className={buttonClass()}>
          Download NDJSON
        </a>
      </div>
    </Popover>
  );
}
