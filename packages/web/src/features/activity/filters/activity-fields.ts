import { ActivityCategory, ActivityFilter } from '@taffrail/contract';
import type { z } from 'zod';
import type { Filter } from '../../../lib/filters.ts';
import { createListFields, onlyValue, type ListField } from '../../../ui/list-fields.ts';

/** What the API takes of the filters, without the range. */
export type ActivityQuery = Omit<z.input<typeof ActivityFilter>, 'from' | 'to'>;
export type ActivityFieldId = Exclude<keyof ActivityQuery, 'q'>;

export type ActivityField = ListField<ActivityFieldId>;

const names = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** Why the API would refuse a value. */
const wrongValue = (id: ActivityFieldId, value: string): string | null => {
  if (ActivityFilter.shape[id].safeParse(value).success) return null;
  if (id === 'category') {
    return `There is no category ${value}: it is ${names.format(ActivityCategory.options)}.`;
  }
  return id === 'ipAddress' ? `${value} is not an IP address.` : `“${value}” is too long.`;
};

const field = (
  id: ActivityFieldId,
  title: string,
  more: Partial<ActivityField>,
): ActivityField => ({
  id,
  title,
  aliases: [],
  check: (value) => wrongValue(id, value),
  ...more,
});

/** In the order in which they are offered and written. The ids are the API's names. */
export const activityFields: readonly ActivityField[] = [
  field('action', 'Action', {}),
  field('category', 'Category', {}),
  field('organizationId', 'Organization', { aliases: ['org', 'organization'], one: true }),
  field('userId', 'Actor', { aliases: ['user', 'actor'], one: true }),
  field('resourceType', 'Resource type', { aliases: ['resource'], one: true }),
  field('resourceId', 'Resource id', { aliases: ['resource_id', 'resourceid'], one: true }),
  field('metadata', 'Metadata', { keyed: true }),
  field('sessionId', 'Session', { aliases: ['session'], one: true }),
  field('traceId', 'Trace', { aliases: ['trace'], one: true }),
  field('ipAddress', 'IP address', { aliases: ['ip'], one: true }),
];

const { isFilter, toQuery, write, withFilter } = createListFields(activityFields);

export { isFilter as isActivityFilter, withFilter, write as writeFilters };

/** The filters of an address in the API's words. */
export const toActivityQuery: (
  texts: readonly string[] | undefined,
  q: string | undefined,
) => ActivityQuery = toQuery;

/** One filter, as a link in a row asks for it. */
export const only: (id: ActivityFieldId, value: string) => Filter = onlyValue;
