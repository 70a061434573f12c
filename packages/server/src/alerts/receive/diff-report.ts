import type { AlertState, FieldChange } from './alert-state.ts';
import type { AlertReport } from './report.ts';

/** Of an event: a text longer than that is shown by its beginning. */
const mostCharacters = 300;
const mostChanges = 50;

const cut = (text: string | null | undefined): string | null =>
  text === null || text === undefined ? null : text.slice(0, mostCharacters).toWellFormed();

type Described = Pick<
  AlertState,
  'status' | 'severity' | 'name' | 'service' | 'description' | 'url' | 'labels' | 'annotations'
> & { readonly isAcknowledgedBySender: boolean };

const plainFields = ['status', 'severity', 'name', 'service', 'description', 'url'] as const;

/** Labels have any name: `constructor`, too. */
const own = (map: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(map, name) ? map[name] : undefined;

const diffMaps = (
  prefix: string,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): FieldChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .toSorted()
    .filter((name) => own(before, name) !== own(after, name))
    .map((name) => ({
      field: `${prefix}.${name}`,
      before: cut(own(before, name)),
      after: cut(own(after, name)),
    }));

/** What a report says otherwise than what is known, the weightiest first. */
export const diffReport = (before: Described, after: Described | AlertReport): FieldChange[] => {
  const plain = plainFields
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, before: cut(before[field]), after: cut(after[field]) }));
  const acknowledged =
    before.isAcknowledgedBySender === after.isAcknowledgedBySender
      ? []
      : [
          {
            field: 'isAcknowledgedBySender',
            before: String(before.isAcknowledgedBySender),
            after: String(after.isAcknowledgedBySender),
          },
        ];
  return [
    ...plain,
    ...acknowledged,
    ...diffMaps('labels', before.labels, after.labels),
    ...diffMaps('annotations', before.annotations, after.annotations),
  ].slice(0, mostChanges);
};
