import type { LoadTestThreshold } from '@taffrail/contract';
import { PanelFrame } from '../../../ui/panel.tsx';
import { Status } from '../../../ui/status.tsx';

/** What the run had to keep to; what it crossed stands first. */
export function ThresholdsPanel({ thresholds }: { thresholds: readonly LoadTestThreshold[] }) {
  const ordered = thresholds.toSorted((a, b) => Number(a.isMet) - Number(b.isMet));
  return (
    <PanelFrame title="Thresholds" flush>
      {ordered.length === 0 ? (
        <p className="px-4 pb-4 text-muted">
          None is known of this run. Those of k6 come with its report; for other tools,{' '}
          <code className="font-mono text-compact">taffrail.config.ts</code> names them.
        </p>
      ) : (
        <table className="w-full text-left text-compact">
          <caption className="sr-only">Thresholds of the run</caption>
          <thead className="text-muted">
            <tr className="h-8">
              <th scope="col" className="pl-4 font-medium">
                Metric
              </th>
              <th scope="col" className="px-3 font-medium">
                Condition
              </th>
              <th scope="col" className="pr-4 font-medium">
                Result
              </th>
            </tr>
          </thead>
          <tbody>
            {ordered.map(({ metric, condition, isMet }) => (
              <tr key={`${metric} ${condition}`} className="h-(--row) border-t border-line">
                <th scope="row" className="py-1 pl-4 font-mono font-normal break-all">
                  {metric}
                </th>
                <td className="px-3 py-1 font-mono break-all">{condition}</td>
                <td className="py-1 pr-4 whitespace-nowrap">
                  {isMet ? (
                    <Status status="ok">Met</Status>
                  ) : (
                    <Status status="error">Crossed</Status>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </PanelFrame>
  );
}
