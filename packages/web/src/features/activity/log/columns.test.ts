import { expect, it } from 'vitest';
import { visibleColumns } from '../../../ui/table-columns.ts';
import { ActivitySearch, defaultColumns } from '../activity-search.ts';
import { activityColumns } from './columns.tsx';

it('shows what the address calls the default', () => {
  const ids = visibleColumns(activityColumns, undefined).map(({ id }) => id);
  expect(ids.join()).toBe(defaultColumns);
});

it('has names that an address can hold, all of them at once', () => {
  const columns = activityColumns.map(({ id }) => id).join();
  expect(ActivitySearch.safeParse({ columns }).success).toBe(true);
});
