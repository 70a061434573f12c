import { useQuery } from '@tanstack/react-query';
import { HistogramPanel } from '../../../ui/histogram-panel.tsx';
import { withFilter } from '../filters/activity-fields.ts';
import { filterChange, rangeChange, type ActivityPageState } from '../use-activity-page.ts';
import { categoryColours, categoryTitles, isCategory } from './categories.ts';

const others = ['other'];
const titleOf = (id: string): string => (isCategory(id) ? categoryTitles[id] : id);

/** How many actions over time, by category. */
export function ActivityHistogram({ page }: { page: ActivityPageState }) {
  const { span, search, filters, change } = page;
  const query = useQuery(page.histogramQuery);
  const searchFor = (categories: readonly string[]): Record<string, unknown> => {
    const rest = filters.filter(({ field }) => field !== 'category');
    const chosen = { field: 'category', op: 'in', values: categories } as const;
    return { ...search, ...filterChange(withFilter(rest, chosen), search.q ?? '') };
  };
  return (
    <HistogramPanel
      query={query}
      things="actions"
      span={span}
      onRange={(range) => change(rangeChange(range))}
      searchFor={searchFor}
      titleOf={titleOf}
      colours={categoryColours}
      others={others}
    />
  );
}
