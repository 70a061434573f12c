import { ActivityCategory, ActivityFilter } from '@taffrail/contract';
import type { z } from 'zod';
import type { TypedField } from '../../../lib/filter-text.ts';
import {
  addFilter,
  readFilter,
  readFilters,
  writeFilter,
  type Filter,
} from '../../../lib/filters.ts';

/** What the API takes of the filters, without the range. */
export type ActivityQuery = Omit<z.input<typeof ActivityFilter>, 'from' | 'to'>;
export type ActivityFieldId = Exclude<keyof ActivityQuery, 'q'>;

export interface ActivityField extends TypedField {
  readonly id: ActivityFieldId;
  readonly title: string;
  /** Several values are alternatives; without it a second value replaces the first. */
  readonly one?: boolean;
}

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

const fieldOf = (id: string): ActivityField | undefined =>
  activityFields.find((each) => each.id === id);

/** Whether one `f` of the address can be asked of the API. */
export const isActivityFilter = (text: string): boolean => {
  const filter = readFilter(text);
  const known = filter && fieldOf(filter.field);
  if (!known || filter.op === 'not' || (known.one && filter.values.length > 1)) return false;
  return filter.values.every((value) => !known.check?.(value));
};

/** The filters of an address in the API's words. */
export const toActivityQuery = (
  texts: readonly string[] | undefined,
  q: string | undefined,
): ActivityQuery => {
  const query: Record<string, string | string[]> = q ? { q } : {};
  for (const { field: id, values } of readFilters(texts)) {
    const [first] = values;
    if (fieldOf(id)?.one && first !== undefined) query[id] = first;
    else query[id] = [query[id] ?? [], values].flat();
  }
  return query;
};

const rankOf = ({ field: id }: Filter): number =>
  activityFields.findIndex((each) => each.id === id);

/** Filters as the address has them: in one order, so that equal filters have equal addresses. */
export const writeFilters = (filters: readonly Filter[]): string[] | undefined =>
  filters.length === 0
    ? undefined
    : filters.toSorted((a, b) => rankOf(a) - rankOf(b)).map(writeFilter);

/** The filters with one more. */
export const withFilter = (filters: readonly Filter[], added: Filter): readonly Filter[] =>
  addFilter(filters, added, fieldOf(added.field)?.one ?? false);

/** One filter, as a link in a row asks for it. */
export const only = (id: ActivityFieldId, value: string): Filter => ({
  field: id,
  op: 'in',
  values: [value],
});
