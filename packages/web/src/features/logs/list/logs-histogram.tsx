import { useQuery } from '@tanstack/react-query';
import { HistogramPanel } from '../../../ui/histogram-panel.tsx';
import { only, withFilter } from '../filters/log-fields.ts';
import { isLevel, levelColours, levelWords } from '../level-words.ts';
import { filterChange, rangeChange, type LogsPageState } from '../use-logs-page.ts';

const titleOf = (id: string): string => (isLevel(id) ? levelWords[id] : id);

/** How many logs over time, by type. */
export function LogsHistogram({ page }: { page: LogsPageState }) {
  const { span, search, filters, change } = page;
  const query = useQuery(page.histogramQuery);
  const searchFor = ([level = '']: readonly string[]): Record<string, unknown> => ({
    ...search,
    ...filterChange(withFilter(filters, only('level', level)), search.q ?? ''),
  });
  return (
    <HistogramPanel
      query={query}
      things="logs"
      span={span}
      onRange={(range) => change(rangeChange(range))}
      searchFor={searchFor}
      titleOf={titleOf}
      colours={levelColours}
    />
  );
}
