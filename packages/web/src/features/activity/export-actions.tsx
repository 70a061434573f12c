import { useQuery } from '@tanstack/react-query';
import { countText } from '../../ui/count-text.ts';
import { useCan } from '../../lib/me.ts';
import { formatMinute } from '../../lib/time/format-time.ts';
import { useTimeZone } from '../../lib/time/time-zone.ts';
import { Button } from '../../ui/button.tsx';
import { rolesThatCan } from '../../ui/error-state.tsx';
import { exportIcon } from '../../ui/export-icon.tsx';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { exportUrl } from './activity.api.ts';
import type { ActivityPageState } from './use-activity-page.ts';

/** Everything that the filters give, as a file. */
export function ExportActions({ page }: { page: ActivityPageState }) {
  if (!useCan('activity.export')) {
    const who = rolesThatCan('activity.export');
    return (
      <Button icon={exportIcon} disabledReason={`Exporting the log comes with the role of ${who}.`}>
        Export
      </Button>
    );
  }
  return <Exports page={page} />;
}

function Exports({ page }: { page: ActivityPageState }) {
  const { asked, span, filters, search } = page;
  const timeZone = useTimeZone();
  const { data } = useQuery(page.histogramQuery);
  if (!asked) return <Button icon={exportIcon}>Export</Button>;
  const filtered = filters.length > 0 || search.q !== undefined;
  return (
    <ExportMenu urlOf={(format) => exportUrl(asked, format, timeZone)}>
      {data ? countText(data, 'action') : 'The actions'} from {formatMinute(span.from, timeZone)} to{' '}
      {formatMinute(span.to, timeZone)}
      {filtered ? ', as filtered' : ''}, with all columns, newest first.
    </ExportMenu>
  );
}
