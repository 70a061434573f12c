import { LogLevel, LogWriter, SystemLogFilter } from '@taffrail/contract';
import type { z } from 'zod';
import type { Filter } from '../../../lib/filters.ts';
import { createListFields, onlyValue } from '../../../ui/list-fields.ts';
import { oneValueField, wordsOf } from '../../../ui/list/one-value-field.ts';
import { levelWords } from '../level-words.ts';

/** What the API takes of the filters, without the range. */
export type LogQuery = Omit<z.input<typeof SystemLogFilter>, 'from' | 'to'>;
export type LogFieldId = Exclude<keyof LogQuery, 'q'>;

export const writerWords: Readonly<Record<LogWriter, string>> = {
  product: 'The product',
  taffrail: 'Taffrail',
};

const field = oneValueField<LogFieldId>(({ id, value, choice }) => {
  if (SystemLogFilter.shape[id].safeParse(value).success) return null;
  if (id === 'level') return `There is no type ${value}: it is ${choice}.`;
  if (id === 'writtenBy') return `Logs are written by ${choice}, not by ${value}.`;
  return id === 'fingerprint' ? `${value} is no fingerprint.` : `“${value}” is too long.`;
});

/** In the order in which they are offered and written. The ids are the API's names. */
export const logFields = [
  field('level', 'Type', { all: wordsOf(LogLevel.options, (value) => levelWords[value]) }),
  field('source', 'Source', { placeholder: 'GET /leads/:id, job send-digest' }),
  field('writtenBy', 'Written by', {
    aliases: ['by'],
    all: wordsOf(LogWriter.options, (value) => writerWords[value]),
  }),
  field('traceId', 'Trace'),
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
