import { truncateMiddle } from '../../../lib/format.ts';
import { valuesOf, type Filter } from '../../../lib/filters.ts';
import type { FilterField } from '../../../ui/filter-field.ts';
import type { Suggestion } from '../../../ui/suggestion.ts';
import type { ActivityField } from './activity-fields.ts';
import { chooseMeant, isUuid, type Candidate } from './meant.ts';
import type { Names } from './use-names.ts';

export interface NamedFieldOptions {
  readonly noun: 'organization' | 'user';
  readonly names: Names;
  readonly filters: readonly Filter[];
  /** Asks the server; absent for those who may not. */
  readonly find: ((q: string) => Promise<readonly Candidate[]>) | undefined;
}

const pauseMs = 200;
const pause = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, pauseMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });

const toSuggestion = ({ id, name, externalId, email }: Candidate): Suggestion => ({
  value: id,
  label: name ?? externalId ?? truncateMiddle(id),
  hint: email ?? (name === null ? undefined : (externalId ?? undefined)),
});

/** Organizations or users: found by the server, shown and typed by their names. */
export const namedField = (
  field: ActivityField,
  { noun, names, filters, find }: NamedFieldOptions,
): FilterField => {
  const named: FilterField = {
    ...field,
    placeholder: `Name or id of the ${noun}`,
    describe: (value) => names.get(value) ?? (isUuid(value) ? truncateMiddle(value) : value),
  };
  if (!find) return named;
  return {
    ...named,
    write: (value) => names.get(value) ?? value,
    suggest: async (typed, signal) => {
      if (typed.trim() !== '') await pause(signal);
      return (await find(typed.trim())).map(toSuggestion);
    },
    resolve: async (typed) => {
      // What is filtered by already was written with its name.
      const current = valuesOf(filters, field.id).find((value) => names.get(value) === typed);
      if (current !== undefined) return { value: current };
      return isUuid(typed) ? { value: typed } : chooseMeant(typed, await find(typed), noun);
    },
  };
};
