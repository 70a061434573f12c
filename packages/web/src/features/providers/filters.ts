import { namedNone, providerFilterFields } from '@taffrail/contract';
import type { z } from 'zod';
import type { Filter } from '../../lib/filters.ts';
import { truncateMiddle } from '../../lib/format.ts';
import { createListFields, onlyValue } from '../../ui/list-fields.ts';
import { oneValueField } from '../../ui/list/one-value-field.ts';

export type ProviderFieldId = keyof typeof providerFilterFields;
/** What the API takes of the filters. */
export type ProviderQuery = {
  readonly [Id in ProviderFieldId]?: z.input<(typeof providerFilterFields)[Id]>;
};

const field = oneValueField<ProviderFieldId>(({ id, title, value }) =>
  providerFilterFields[id].safeParse(value).success
    ? null
    : `“${value}” cannot be a ${title.toLowerCase()}.`,
);

export const providerFields = [
  field('provider', 'Provider', { placeholder: 'openai' }),
  field('model', 'Model', { placeholder: 'gpt-4.1-mini' }),
  field('route', 'Route', { placeholder: 'POST /discovery, or none' }),
  field('organizationId', 'Organization', {
    offered: false,
    describe: (value) => (value === namedNone ? 'none' : truncateMiddle(value)),
  }),
] as const;

const { isFilter, toQuery, write, withFilter } = createListFields(providerFields);

export { isFilter as isProviderFilter, withFilter, write as writeFilters };

/** The filters of an address in the API's words. */
export const toProviderQuery = (texts: readonly string[] | undefined): ProviderQuery =>
  toQuery(texts, undefined);

/** One filter, as a link asks for it. */
export const only: (id: ProviderFieldId, value: string) => Filter = onlyValue;
