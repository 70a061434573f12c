import { incidentLooks } from '../../../ui/incident-looks.ts';
import {
  IncidentStateFilter,
  Severity,
  incidentFilterFields,
  unacknowledgedMinutes,
} from '@taffrail/contract';
import type { z } from 'zod';
import type { Filter } from '../../../lib/filters.ts';
import { truncateMiddle } from '../../../lib/format.ts';
import { createListFields, onlyValue } from '../../../ui/list-fields.ts';
import { oneValueField, wordsOf } from '../../../ui/list/one-value-field.ts';
import { severityLooks } from '../../../ui/severity.tsx';
import type { Suggestion } from '../../../ui/suggestion.ts';

/** The text beside them is what is typed. */
const { q: _, ...named } = incidentFilterFields;
const schemas = { state: IncidentStateFilter, ...named };

export type IncidentFieldId = keyof typeof schemas;
/** What the API takes of the filters. */
export type IncidentQuery = { readonly [Id in IncidentFieldId]?: z.input<(typeof schemas)[Id]> };

const stateWords: Readonly<Record<IncidentStateFilter, string>> = {
  active: 'active',
  all: 'any',
  open: incidentLooks.open.word,
  acknowledged: incidentLooks.acknowledged.word,
  resolved: incidentLooks.resolved.word,
  closed: incidentLooks.closed.word,
};

const field = oneValueField<IncidentFieldId>(({ id, title, value, choice }) => {
  if (schemas[id].safeParse(value).success) return null;
  const name = title.toLowerCase();
  return choice === undefined
    ? `“${value}” is no ${name}.`
    : `The ${name} is ${choice}, it is not ${value}.`;
});

const owners: readonly Suggestion[] = [
  { value: 'me', label: 'me' },
  { value: 'nobody', label: 'nobody' },
];

/** In the order in which they are offered and written. The ids are the API's names. */
export const incidentFields = [
  field('state', 'State', {
    all: wordsOf(IncidentStateFilter.options, (value) => stateWords[value]),
  }),
  field('severity', 'Severity', {
    all: wordsOf(Severity.options, (value) => severityLooks[value].word),
  }),
  field('owner', 'Owner', {
    all: owners,
    describe: (value) => (value === 'me' || value === 'nobody' ? value : truncateMiddle(value)),
  }),
  field('service', 'Service', { placeholder: 'checkout' }),
  field('traceId', 'Trace', { describe: (value) => truncateMiddle(value) }),
  field('openForMinutes', 'Open for', {
    placeholder: String(unacknowledgedMinutes),
    describe: (value) => `${value} min and more`,
  }),
  field('resolvedDays', 'Resolved', {
    offered: false,
    describe: (value) => `in the last ${value} days`,
  }),
] as const;

const { isFilter, toQuery, write, withFilter } = createListFields(incidentFields);

export { isFilter as isIncidentFilter, withFilter, write as writeFilters };

/** The filters of an address in the API's words. */
export const toIncidentQuery = (texts: readonly string[] | undefined): IncidentQuery =>
  toQuery(texts, undefined);

/** One filter, as a link in a row asks for it. */
export const only: (id: IncidentFieldId, value: string) => Filter = onlyValue;
