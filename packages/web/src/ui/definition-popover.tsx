import { metricRegistry, type MetricName } from '@taffrail/contract';
import type { ReactElement } from 'react';
import { Popover } from './popover.tsx';

interface DefinitionPopoverProps {
  metric: MetricName;
  trigger: ReactElement<Record<string, unknown>>;
}

/** The formula and source of a figure, from the contract's registry. */
export function DefinitionPopover({ metric, trigger }: DefinitionPopoverProps) {
  const { title, formula, source } = metricRegistry[metric];
  return (
    <Popover title={title} className="w-72" defaultOpen trigger={trigger}>
      <p>{formula}</p>
      <p className="mt-2 text-compact text-muted">
        Source: <code className="font-mono text-caption">{source}</code>
      </p>
    </Popover>
  );
}
