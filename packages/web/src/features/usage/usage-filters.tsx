import type { UsageFilter } from '@taffrail/contract';
import { Button } from '../../ui/button.tsx';
import { nameOf } from '../../ui/customer-name.ts';
import { FilterChip } from '../../ui/filter-chip.tsx';
import type { UsagePageState } from './use-usage-page.ts';

const titles = {
  provider: 'Provider',
  model: 'Model',
  route: 'Route',
  organizationId: 'Organization',
} as const satisfies Record<keyof UsageFilter, string>;
const names = ['provider', 'model', 'route', 'organizationId'] as const;

/** What the page is narrowed to, each with the way out. */
export function UsageFilters({ page }: { page: UsagePageState }) {
  const { filter } = page.asked;
  const set = names.flatMap((name) => {
    const value = filter[name];
    return value === undefined ? [] : [{ name, value }];
  });
  if (set.length === 0) return null;
  return (
    <ul aria-label="Filters" className="mb-4 flex flex-wrap items-center gap-2">
      {set.map(({ name, value }) => {
        const text = name === 'organizationId' ? nameOfOrganization(page, value) : value;
        const shown = value === 'none' ? 'none' : text;
        return (
          <li key={name}>
            <FilterChip
              title={titles[name]}
              value={shown}
              onRemove={() => page.filterBy({ ...filter, [name]: undefined })}
            />
          </li>
        );
      })}
      <li>
        <Button look="quiet" className="h-7 px-2 text-compact" onClick={() => page.filterBy({})}>
          Clear filters
        </Button>
      </li>
    </ul>
  );
}

/** Its name, once it is known; the id until then. */
const nameOfOrganization = ({ usage }: UsagePageState, id: string): string => {
  const organization = usage.data?.organization;
  return organization?.id === id ? nameOf(organization) : id;
};
