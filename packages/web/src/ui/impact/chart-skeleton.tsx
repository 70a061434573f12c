import { PanelFrame } from '../panel.tsx';
import { Skeleton } from '../skeleton.tsx';

/** About as high as what comes. */
export function ChartSkeleton() {
  return (
    <div>
      <Skeleton className="mb-3 h-16 w-80 max-w-full" />
      <Skeleton className="mb-2 h-12 w-96 max-w-full" />
      <Skeleton className="h-52 w-full" />
    </div>
  );
}

interface WaitingProps {
  title: string;
  className?: string;
}

/** In the place of a panel whose code is on its way. */
export function ChartPanelWaiting({ title, className }: WaitingProps) {
  return (
    <PanelFrame title={title} className={className} busy>
      <ChartSkeleton />
    </PanelFrame>
  );
}

/** In the place of one whose code does not come: the rest of the page is here. */
export function ChartPanelAway() {
  return (
    <PanelFrame title="Chart">
      <p className="pb-2 text-muted">It could not be loaded. Loading the page again may help.</p>
    </PanelFrame>
  );
}
