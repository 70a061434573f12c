import { metricRegistry, type MetricName } from '@taffrail/contract';
import { Info } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { IconButton, type IconButtonProps } from './icon-button.tsx';

const load = () => import('./definition-popover.tsx');
const DefinitionPopover = lazy(() =>
  load().then((module) => ({ default: module.DefinitionPopover })),
);

/** The (i) of a figure; what it opens comes when the pointer or the focus does. */
export function Definition({ metric }: { metric: MetricName }) {
  const [opened, setOpened] = useState(false);
  const button = (
    <DefinitionButton
      metric={metric}
      aria-haspopup="dialog"
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setOpened(true)}
    />
  );
  if (!opened) return button;
  return (
    <Suspense fallback={button}>
      <DefinitionPopover metric={metric} trigger={<DefinitionButton metric={metric} />} />
    </Suspense>
  );
}

type DefinitionButtonProps = { metric: MetricName } & Omit<IconButtonProps, 'label' | 'children'>;

function DefinitionButton({ metric, ...props }: DefinitionButtonProps) {
  return (
    <IconButton {...props} label={`What is ${metricRegistry[metric].title}?`} className="h-6 w-6">
      <Info size={14} aria-hidden />
    </IconButton>
  );
}
