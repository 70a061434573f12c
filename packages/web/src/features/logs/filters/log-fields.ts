import { LogLevel, LogWriter, SystemLogFilter } from '@taffrail/contract';
import type { z } from 'zod';
import type { Filter } from '../../../lib/filters.ts';
import { createListFields, onlyValue } from '../../../ui/list-fields.ts';
import type { FilterField } from '../../../ui/filter-field.ts';
import { matching, type Suggestion } from '../../../ui/suggestion.ts';
import { levelWords } from '../level-words.ts';

/** What the API takes of the filters, without the range. */
export type LogQuery = Omit<z.input<typeof SystemLogFilter>, 'from' | 'to'>;
export type LogFieldId = Exclude<keyof LogQuery, 'q'>;

const levels: readonly Suggestion[] = LogLevel.options.map((value) => ({
  value,
  label: levelWords[value],
}));

export const writerWords: Readonly<Record<LogWriter, string>> = {
  product: 'The product',
  taffrail: 'Taffrail',
};
const writers: readonly Suggestion[] = LogWriter.options.map((value) => ({
  value,
  label: writerWords[value],
}));

const names = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** Why the API would refuse a value. */
const wrongValue = (id: LogFieldId, value: string): string | null => {
  if (SystemLogFilter.shape[id].safeParse(value).success) return null;
  if (id === 'level') return `There is no type ${value}: it is ${names.format(LogLevel.options)}.`;
  if (id === 'writtenBy')
    return `Logs are written by ${names.format(LogWriter.options)}, not by ${value}.`;
  return id === 'fingerprint' ? `${value} is no fingerprint.` : `“${value}” is too long.`;
};

const field = (
  id: LogFieldId,
  title: string,
  more: Partial<FilterField>,
): FilterField & { readonly id: LogFieldId } => ({
  title,
  aliases: [],
  one: true,
  check: (value) => wrongValue(id, value),
  ...more,
  id,
});

const oneOf = (all: readonly Suggestion[]): Partial<FilterField> => ({
  free: false,
  suggest: (typed) => matching(all, typed),
  describe: (value) => all.find((each) => each.value === value)?.label ?? value,
});

/** In the order in which they are offered and written. The ids are the API's names. */
export const logFields = [
  field('level', 'Type', { aliases: ['type'], ...oneOf(levels) }),
  field('source', 'Source', {
    aliases: ['source'],
    placeholder: 'GET /leads/:id, job send-digest',
  }),
  field('writtenBy', 'Written by', { aliases: ['by'], ...oneOf(writers) }),
  field('traceId', 'Trace', { aliases: ['trace'] }),
  field('fingerprint', 'Error group', { aliases: ['group'], offered: false }),
] as const;

const ofGroups: ReadonlySet<string> = new Set<LogFieldId>(['source', 'writtenBy']);

/** Groups are of errors alone, and each has many traces. */
export const groupFields = logFields.filter(({ id }) => ofGroups.has(id));

const { isFilter, toQuery, write, withFilter } = createListFields(logFields);

export { isFilter as isLogFilter, withFilter, write as writeFilters };

/** The filters of an address in the API's words. */
export const toLogQuery: (texts: readonly string[] | undefined, q: string | undefined) => LogQuery =
  toQuery;

/** One filter, as a link in a row asks for it. */
export const only: (id: LogFieldId, value: string) => Filter = onlyValue;

/** Those that can be asked of groups, too. */
export const forGroups = (filters: readonly Filter[]): readonly Filter[] =>
  filters.filter(({ field: id }) => ofGroups.has(id));
