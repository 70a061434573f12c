import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { countText } from '../../lib/count-text.ts';
import { formatMinute } from '../../lib/time/format-time.ts';
import { useCan } from '../../lib/me.ts';
import { useTimeZone } from '../../lib/time/time-zone.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { rolesThatCan } from '../../ui/error-state.tsx';
import { Popover } from '../../ui/popover.tsx';
import { exportUrl } from './activity.api.ts';
import type { ActivityPageState } from './use-activity-page.ts';

const icon = <Download size={14} aria-hidden />;

/** Everything that the filters give, as a file. */
export function ExportActions({ page }: { page: ActivityPageState }) {
  if (!useCan('activity.export')) {
    const who = rolesThatCan('activity.export');
    return (
      <Button icon={icon} disabledReason={`Exporting the log comes with the role of ${who}.`}>
        Export
      </Button>
    );
  }
  return <Exports page={page} />;
}

function Exports({ page }: { page: ActivityPageState }) {
  const { asked, span, filters, search } = page;
  const [open, setOpen] = useState(false);
  const timeZone = useTimeZone();
  const { data } = useQuery(page.histogramQuery);
  useShortcut('e', 'Export', () => setOpen(true));
  if (!asked) return <Button icon={icon}>Export</Button>;
  const filtered = filters.length > 0 || search.q !== undefined;
  return (
    <Popover
      title="Export"
      align="end"
      className="w-80"
      open={open}
      onOpenChange={setOpen}
      trigger={<Button icon={icon}>Export</Button>}
    >
      <p>
        {data ? countText(data, 'action') : 'The actions'} from {formatMinute(span.from, timeZone)}{' '}
        to {formatMinute(span.to, timeZone)}
        {filtered ? ', as filtered' : ''}, with all columns, newest first.
      </p>
      <p className="mt-1 text-compact text-muted">
        Times are in UTC; the CSV has those of {timeZone}, too. The audit log keeps who exported
        what.
      </p>
      <div className="mt-3 flex gap-2">
        <a
          href={exportUrl(asked, 'csv', timeZone)}
          download
          onClick={() => setOpen(false)}
          className={buttonClass('primary')}
        >
          Download CSV
        </a>
        <a
          href={exportUrl(asked, 'ndjson', timeZone)}
          download
          onClick={() => setOpen(false)}
          className={buttonClass()}
        >
          Download NDJSON
        </a>
      </div>
    </Popover>
  );
}
