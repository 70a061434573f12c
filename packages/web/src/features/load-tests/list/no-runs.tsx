import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { HowToReport } from './how-to-report.tsx';

interface NoRunsProps {
  isFiltered: boolean;
  onClear: () => void;
}

/** Nothing ever, or nothing by filter. */
export function NoRuns({ isFiltered, onClear }: NoRunsProps) {
  if (!isFiltered)
    return (
      <EmptyState kind="never" title="No load test has been run yet.">
        <HowToReport />
      </EmptyState>
    );
  return (
    <EmptyState kind="filter" title="No run matches these filters.">
      <Button onClick={onClear}>Clear filters</Button>
    </EmptyState>
  );
}
