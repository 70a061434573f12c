import { EmptyState } from '../../../ui/empty-state.tsx';
import { NothingMatches } from '../../../ui/list/nothing-matches.tsx';
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
  return <NothingMatches title="No run matches these filters." onClear={onClear} />;
}
