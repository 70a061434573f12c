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
import type { FilterField } from '../../../ui/filter-field.ts';
import { createListFields, onlyValue } from '../../../ui/list-fields.ts';
import { severityLooks } from '../../../ui/severity.tsx';
import { matching, type Suggestion } from '../../../ui/suggestion.ts';

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

const wordsOf = <V extends string>(
  all: readonly V[],
  wordOf: (value: V) => string,
): readonly Suggestion[] => all.map((value) => ({ value, label: wordOf(value) }));

const alternatives = new Intl.ListFormat('en-GB', { type: 'disjunction' });

interface FieldOptions extends Partial<FilterField> {
  /** The only values that there are, or that are offered. */
  readonly all?: readonly Suggestion[];
}

/** Why the API would refuse a value. */
const wrongValue = (
  id: IncidentFieldId,
  title: string,
  { value, all }: { value: string; all: readonly Suggestion[] | undefined },
): string | null => {
  if (schemas[id].safeParse(value).success) return null;
  const name = title.toLowerCase();
  return all
    ? `The ${name} is ${alternatives.format(all.map((one) => one.value))}, it is not ${value}.`
    : `“${value}” is no ${name}.`;
};

const field = (
  id: IncidentFieldId,
  title: string,
  { all, ...more }: FieldOptions = {},
): FilterField & { readonly id: IncidentFieldId } => ({
  title,
  aliases: [title.toLowerCase().replaceAll(' ', '-')],
  one: true,
  check: (value) => wrongValue(id, title, { value, all }),
  ...(all && {
    free: false,
    suggest: (typed: string) => matching(all, typed),
    describe: (value: string) => all.find((each) => each.value === value)?.label ?? value,
  }),
  ...more,
  id,
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
