import type { LoadTestRunDetail } from '@taffrail/contract';
import { useMemo } from 'react';
import { DataTable } from '../../../ui/data-table.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';
import { endpointName } from '../verdict-words.ts';
import { endpointColumns } from './endpoint-columns.tsx';
import { compareRoutes } from './figures.ts';

/** Each endpoint, with what became of it since the baseline. */
export function EndpointsPanel({ run }: { run: LoadTestRunDetail }) {
  const { routes, baseline } = run;
  const compared = useMemo(() => compareRoutes(routes, baseline?.routes), [routes, baseline]);
  const columns = useMemo(() => endpointColumns(baseline !== null), [baseline]);
  return (
    <PanelFrame title="Endpoints" flush>
      {compared.length === 0 ? (
        <p className="px-4 pb-4 text-muted">
          The report has figures of the whole run only. k6 tells of endpoints in its lines (--out
          json), Artillery with the plugin metrics-by-endpoint.
        </p>
      ) : (
        <DataTable
          caption="Endpoints, most requests first"
          columns={columns}
          rows={compared}
          rowId={endpointName}
          rowName={endpointName}
        />
      )}
    </PanelFrame>
  );
}
