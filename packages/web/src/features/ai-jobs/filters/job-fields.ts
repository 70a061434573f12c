import {
  aiJobFilterFields,
  AiJobStatus,
  CostSource,
  namedNone,
  type ListedAiJob,
} from '@taffrail/contract';
import type { z } from 'zod';
import type { Filter } from '../../../lib/filters.ts';
import { truncateMiddle } from '../../../lib/format.ts';
import { nameOf } from '../../../ui/customer-name.ts';
import type { FilterField } from '../../../ui/filter-field.ts';
import { createListFields, onlyValue } from '../../../ui/list-fields.ts';
import { oneValueField, wordsOf } from '../../../ui/list/one-value-field.ts';
import { costSourceWords, statusWords } from '../job-words.ts';

export type JobFieldId = keyof typeof aiJobFilterFields;
/** What the API takes of the filters. */
export type JobQuery = { readonly [Id in JobFieldId]?: z.input<(typeof aiJobFilterFields)[Id]> };

const field = oneValueField<JobFieldId>(({ id, title, value, choice }) => {
  if (aiJobFilterFields[id].safeParse(value).success) return null;
  if (id === 'status') return `A job ${choice}, it is not ${value}.`;
  if (id === 'costSource') return `A cost is ${choice}, it is not ${value}.`;
  return id === 'organizationId' || id === 'userId'
    ? `${value} is no id, and not ${namedNone}.`
    : `“${value}” is too long for ${title.toLowerCase()}.`;
});

/** Set by links; `none` is of jobs that named nobody. */
const person: Partial<FilterField> = {
  offered: false,
  describe: (value) => (value === namedNone ? 'none' : truncateMiddle(value)),
};

/** In the order in which they are offered and written. The ids are the API's names. */
export const jobFields = [
  field('provider', 'Provider', { placeholder: 'openai' }),
  field('model', 'Model', { placeholder: 'gpt-4.1-mini' }),
  field('route', 'Route', { placeholder: 'POST /discovery, or none' }),
  field('operation', 'Operation', { placeholder: 'chat' }),
  field('status', 'Status', {
    all: wordsOf(AiJobStatus.options, (value) => statusWords[value]),
  }),
  field('errorType', 'Error', { placeholder: 'rate_limit_exceeded' }),
  field('costSource', 'Cost', {
    all: wordsOf(CostSource.options, (value) => costSourceWords[value]),
  }),
  field('organizationId', 'Organization', person),
  field('userId', 'User', person),
  field('traceId', 'Trace'),
] as const;

const { isFilter, toQuery, write, withFilter } = createListFields(jobFields);

export { isFilter as isJobFilter, withFilter, write as writeFilters };

/** The filters of an address in the API's words. */
export const toJobQuery = (texts: readonly string[] | undefined): JobQuery =>
  toQuery(texts, undefined);

/** The same with names for ids, as far as the rows in view tell them. */
export const nameFields = (jobs: readonly ListedAiJob[]): readonly FilterField[] => {
  const people = jobs.flatMap(({ organization, user }) => [organization ?? [], user ?? []].flat());
  const names = new Map(people.map((one) => [one.id, nameOf(one)]));
  return jobFields.map((each) => ({
    ...each,
    describe: (value: string) => names.get(value) ?? each.describe?.(value) ?? value,
  }));
};

/** One filter, as a link in a row asks for it. */
export const only: (id: JobFieldId, value: string) => Filter = onlyValue;
