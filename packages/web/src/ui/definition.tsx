import { metricRegistry, type MetricName } from '@taffrail/contract';
import { Info } from 'lucide-react';
import { IconButton } from './icon-button.tsx';
import { Popover } from './popover.tsx';

/** The (i) of a figure: its formula and source, from the contract's registry. */
export function Definition({ metric }: { metric: MetricName }) {
  const { title, formula, source } = metricRegistry[metric];
  return (
    <Popover
      title={title}
      className="w-72"
      trigger={
        <IconButton label={`What is ${title}?`} className="h-6 w-6">
          <Info size={14} aria-hidden />
        </IconButton>
      }
    >
      <p>{formula}</p>
      <p className="mt-2 text-compact text-muted">
        Source: <code className="font-mono text-caption">{source}</code>
      </p>
    </Popover>
  );
}
