import { metricRegistry, type MetricName } from '@taffrail/contract';
import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './icon-button.tsx';
import { Popover } from './popover.tsx';

interface DefinitionProps {
  metric: MetricName;
  /** The numbers of the moment, below the formula. */
  children?: ReactNode;
}

/** The (i) of a figure: its formula and source, from the contract's registry. */
export function Definition({ metric, children }: DefinitionProps) {
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
      {children && <p className="mt-2">{children}</p>}
      <p className="mt-2 text-compact text-muted">
        Source: <code className="font-mono text-caption">{source}</code>
      </p>
    </Popover>
  );
}
