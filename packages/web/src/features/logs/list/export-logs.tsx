import { useQuery } from '@tanstack/react-query';
import { countText } from '../../../ui/count-text.ts';
import { formatMinute } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { ExportMenu } from '../../../ui/export-menu.tsx';
import { exportUrl } from '../logs.api.ts';
import type { LogsPageState } from '../use-logs-page.ts';

/** Everything that the filters give, as a file. */
export function ExportLogs({ page }: { page: LogsPageState }) {
  const { asked, span, filters, search } = page;
  const timeZone = useTimeZone();
  const { data } = useQuery(page.histogramQuery);
  const filtered = filters.length > 0 || search.q !== undefined;
  return (
    <ExportMenu urlOf={(format) => exportUrl(asked, format, timeZone)}>
      {data ? countText(data, 'log') : 'The logs'} from {formatMinute(span.from, timeZone)} to{' '}
      {formatMinute(span.to, timeZone)}
      {filtered ? ', as filtered' : ''}, with context and stack, newest first.
    </ExportMenu>
  );
}
