import { ActivityCategory } from '@taffrail/contract';
import { useQueries, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { truncateMiddle } from '../../../lib/format.ts';
import { valuesOf, type Filter } from '../../../lib/filters.ts';
import { useCan } from '../../../lib/me.ts';
import { matching, type Suggestion } from '../../../ui/suggestion.ts';
import type { FilterField } from '../../../ui/filter-field.ts';
import { actionsQuery, organizationsQuery, usersQuery } from '../activity.api.ts';
import { categoryTitles } from '../histogram/categories.ts';
import { activityFields, type ActivityField } from './activity-fields.ts';
import { chooseMeant, isUuid, type Candidate } from './meant.ts';

const categories: readonly Suggestion[] = ActivityCategory.options.map((value) => ({
  value,
  label: categoryTitles[value],
}));

/** The actions under their categories, and for each subject all of its actions. */
const suggestActions = async (client: QueryClient, typed: string) => {
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

type SeenAction = { action: string; category: ActivityCategory };
const rank = ({ category }: SeenAction): number => ActivityCategory.options.indexOf(category);
const byCategory = (a: SeenAction, b: SeenAction): number =>
  rank(a) - rank(b) || a.action.localeCompare(b.action);

const pauseMs = 200;
const pause = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, pauseMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });

const toSuggestion = ({ id, name, externalId, email }: Candidate): Suggestion => ({
  value: id,
  label: name ?? externalId ?? truncateMiddle(id),
  hint: email ?? (name === null ? undefined : (externalId ?? undefined)),
});

/** Organizations or users: found by the server, shown by their names. */
const namedField = (
  field: ActivityField,
  noun: 'organization' | 'user',
  names: ReadonlyMap<string, string>,
  find: (q: string) => Promise<readonly Candidate[]>,
): FilterField => {
  const describe = (value: string): string =>
    names.get(value) ?? (isUuid(value) ? truncateMiddle(value) : value);
  return {
    ...field,
    placeholder: `Name or id of the ${noun}`,
    describe,
    write: (value) => names.get(value) ?? value,
    suggest: async (typed, signal) => {
      if (typed.trim() !== '') await pause(signal);
      return (await find(typed.trim())).map(toSuggestion);
    },
    resolve: async (typed) => {
      const known = [...names].find(([, name]) => name === typed);
      if (known) return { value: known[0] };
      if (isUuid(typed)) return { value: typed };
      return chooseMeant(typed, await find(typed), noun);
    },
  };
};

/** The names of the organization and user that are filtered by. */
const useNames = (filters: readonly Filter[], mayAsk: boolean): ReadonlyMap<string, string> => {
  const organizations = valuesOf(filters, 'organizationId').map(organizationsQuery);
  const users = valuesOf(filters, 'userId').map(usersQuery);
  return useQueries({
    queries: mayAsk ? [...organizations, ...users] : [],
    combine: (results) =>
      new Map(
        results
          .flatMap(({ data }): Candidate[] => data?.items ?? [])
          .flatMap(({ id, externalId, name }) =>
            name === null ? [] : [[id, name] as const, [externalId ?? id, name] as const],
          ),
      ),
  });
};

/** The fields of the filter bar, with what the server suggests for them. */
export const useActivityFields = (filters: readonly Filter[]): readonly FilterField[] => {
  const client = useQueryClient();
  const mayAsk = useCan('customers.read');
  const mayFilterByIp = useCan('pii.read');
  const names = useNames(filters, mayAsk);
  return useMemo(() => {
    const more: Partial<Record<ActivityField['id'], (field: ActivityField) => FilterField>> = {
      action: (field) => ({
        ...field,
        placeholder: 'lead.created, or lead.*',
        suggest: (typed) => suggestActions(client, typed),
      }),
      category: (field) => ({
        ...field,
        free: false,
        suggest: (typed) => matching(categories, typed),
        describe: (value) => categories.find((each) => each.value === value)?.label ?? value,
      }),
      metadata: (field) => ({ ...field, placeholder: 'country=DE, or search.country=DE' }),
      resourceType: (field) => ({ ...field, placeholder: 'lead' }),
      ipAddress: (field) =>
        mayFilterByIp
          ? field
          : {
              ...field,
              offered: false,
              check: () => 'To filter by IP address you need the permission to see personal data.',
            },
    };
    if (mayAsk) {
      more.organizationId = (field) =>
        namedField(field, 'organization', names, async (q) => {
          return (await client.fetchQuery(organizationsQuery(q))).items;
        });
      more.userId = (field) =>
        namedField(field, 'user', names, async (q) => {
          return (await client.fetchQuery(usersQuery(q))).items;
        });
    }
    return activityFields.map((field) => more[field.id]?.(field) ?? field);
  }, [client, mayAsk, mayFilterByIp, names]);
};
