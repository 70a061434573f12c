import type { CheckKind } from '@taffrail/contract';
import { formatValue } from '../../ui/measured/measured-words.ts';
import { sayThresholds, shortThresholds } from './check-words.ts';

interface ValueCellProps {
  kind: CheckKind;
  of: {
    readonly value: number | null;
    readonly warningAt: number | null;
    readonly criticalAt: number | null;
  };
}

/** What was measured, and from where on that is bad. */
export function ValueCell({ kind, of }: ValueCellProps) {
  const thresholds = shortThresholds(kind, of);
  return (
    <span className="block min-w-0">
      <span className="whitespace-nowrap">
        {of.value === null ? <span className="text-muted">–</span> : formatValue(kind, of.value)}
      </span>
      {thresholds !== undefined && (
        <span
          className="block text-caption whitespace-nowrap text-muted"
          title={sayThresholds(kind, of)}
        >
          limit {thresholds}
        </span>
      )}
    </span>
  );
}
