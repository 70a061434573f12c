import { alertFilterFields, AlertSourceKind, AlertStatus, Severity } from '@taffrail/contract';
import type { z } from 'zod';
import type { Filter } from '../../../lib/filters.ts';
import { truncateMiddle } from '../../../lib/format.ts';
import type { FilterField } from '../../../ui/filter-field.ts';
import { createListFields, onlyValue } from '../../../ui/list-fields.ts';
import { oneValueField, wordsOf } from '../../../ui/list/one-value-field.ts';
import { alertStatusWords, severityLooks } from '../../../ui/severity.tsx';
import { sourceWords } from '../alert-words.ts';

export type AlertFieldId = keyof typeof alertFilterFields;
/** What the API takes of the filters. */
export type AlertQuery = {
  readonly [Id in AlertFieldId]?: z.input<(typeof alertFilterFields)[Id]>;
};

const field = oneValueField<AlertFieldId>(({ id, title, value, choice }) => {
  if (alertFilterFields[id].safeParse(value).success) return null;
  const name = title.toLowerCase();
  if (choice !== undefined) return `A ${name} is ${choice}, it is not ${value}.`;
  if (id === 'label') return 'A label is written with its value: service=checkout.';
  return id === 'incidentId' || id === 'sourceId'
    ? `${value} is no id.`
    : `“${value}” is too long for ${name}.`;
});

/** Set by links and views. */
const byLink: Partial<FilterField> = { offered: false, describe: (value) => truncateMiddle(value) };

/** In the order in which they are offered and written. The ids are the API's names. */
export const alertFields = [
  field('status', 'Status', {
    all: wordsOf(AlertStatus.options, (value) => alertStatusWords[value]),
  }),
  field('severity', 'Severity', {
    all: wordsOf(Severity.options, (value) => severityLooks[value].word),
  }),
  field('name', 'Name', { placeholder: 'HighErrorRate' }),
  field('service', 'Service', { placeholder: 'checkout' }),
  field('label', 'Label', { placeholder: 'instance=web-1' }),
  field('sourceKind', 'Source', {
    all: wordsOf(AlertSourceKind.options, (value) => sourceWords[value]),
  }),
  field('sourceId', 'Source id', byLink),
  field('incidentId', 'Incident', {
    ...byLink,
    describe: (value) => (value === 'none' ? 'none' : truncateMiddle(value)),
  }),
  field('flapping', 'Flapping', { all: [{ value: 'yes', label: 'yes' }] }),
  field('traceId', 'Trace'),
] as const;

const { isFilter, toQuery, write, withFilter } = createListFields(alertFields);

export { isFilter as isAlertFilter, withFilter, write as writeFilters };

/** The filters of an address in the API's words. */
export const toAlertQuery = (texts: readonly string[] | undefined): AlertQuery =>
  toQuery(texts, undefined);

/** One filter, as a link in a row asks for it. */
export const only: (id: AlertFieldId, value: string) => Filter = onlyValue;
