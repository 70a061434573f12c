import { ActivityCategory, type Activity } from '@taffrail/contract';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Filter } from '../../../lib/filters.ts';
import { useCan } from '../../../lib/me.ts';
import type { FilterField } from '../../../ui/filter-field.ts';
import { matching, type Suggestion } from '../../../ui/suggestion.ts';
import { actionsQuery, findNamed, organizationsQuery, usersQuery } from '../activity.api.ts';
import { categoryTitles } from '../histogram/categories.ts';
import { activityFields, type ActivityField } from './activity-fields.ts';
import { namedField } from './named-field.ts';
import { useNames } from './use-names.ts';

const categories: readonly Suggestion[] = ActivityCategory.options.map((value) => ({
  value,
  label: categoryTitles[value],
}));

interface SeenAction {
  readonly action: string;
  readonly category: ActivityCategory;
}

const rank = ({ category }: SeenAction): number => ActivityCategory.options.indexOf(category);
const byCategory = (a: SeenAction, b: SeenAction): number =>
  rank(a) - rank(b) || a.action.localeCompare(b.action);

/** The actions under their categories, and for each subject all of its actions. */
const suggestActions = async (
  client: QueryClient,
  typed: string,
): Promise<readonly Suggestion[]> => {
  const { items } = await client.fetchQuery(actionsQuery);
  const seen = new Set<string>();
  const suggestions = items.toSorted(byCategory).flatMap(({ action, category }): Suggestion[] => {
    const group = categoryTitles[category];
    const all = `${action.slice(0, action.indexOf('.'))}.*`;
    const one = { value: action, group };
    if (seen.has(all)) return [one];
    seen.add(all);
    return [{ value: all, group, hint: 'each of them' }, one];
  });
  return matching(suggestions, typed);
};

/** What a field offers beyond its name. */
type Enrich = (field: ActivityField) => FilterField;

/** The fields of the filter bar, with what the server suggests for them. */
export const useActivityFields = (
  filters: readonly Filter[],
  rows: readonly Activity[],
): readonly FilterField[] => {
  const client = useQueryClient();
  const mayAsk = useCan('customers.read');
  const mayFilterByIp = useCan('pii.read');
  const names = useNames(filters, rows, mayAsk);
  return useMemo(() => {
    const enrich: Partial<Record<ActivityField['id'], Enrich>> = {
      action: (field) => ({
        ...field,
        placeholder: 'lead.created, lead.*, *.deleted',
        suggest: (typed) => suggestActions(client, typed),
      }),
      category: (field) => ({
        ...field,
        free: false,
        suggest: (typed) => matching(categories, typed),
        describe: (value) => categories.find((each) => each.value === value)?.label ?? value,
      }),
      organizationId: (field) =>
        namedField(field, {
          noun: 'organization',
          names,
          filters,
          find: mayAsk ? (q) => findNamed(client, organizationsQuery, q) : undefined,
        }),
      userId: (field) =>
        namedField(field, {
          noun: 'user',
          names,
          filters,
          find: mayAsk ? (q) => findNamed(client, usersQuery, q) : undefined,
        }),
      metadata: (field) => ({ ...field, placeholder: 'country=DE, or search.country=DE' }),
      resourceType: (field) => ({ ...field, placeholder: 'lead' }),
      ipAddress: (field) => (mayFilterByIp ? field : withoutPermission(field)),
    };
    return activityFields.map((field) => enrich[field.id]?.(field) ?? field);
  }, [client, mayAsk, mayFilterByIp, names, filters]);
};

const withoutPermission: Enrich = (field) => ({
  ...field,
  offered: false,
  check: () => 'To filter by IP address you need the permission to see personal data.',
});
