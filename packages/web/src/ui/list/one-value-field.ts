import type { FilterField } from '../filter-field.ts';
import { matching, type Suggestion } from '../suggestion.ts';

interface FieldOptions extends Partial<FilterField> {
  /** The only values that there are, or that are offered. */
  readonly all?: readonly Suggestion[];
}

/** A value that was given for a field. */
export interface GivenValue<I extends string> {
  readonly id: I;
  readonly title: string;
  readonly value: string;
  /** "open, acknowledged or closed"; absent where a value may be any. */
  readonly choice: string | undefined;
}

const alternatives = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** The values of an enum, each with its word. */
export const wordsOf = <V extends string>(
  all: readonly V[],
  wordOf: (value: V) => string,
): readonly Suggestion[] => all.map((value) => ({ value, label: wordOf(value) }));

const describeBy =
  (all: readonly Suggestion[]) =>
  (value: string): string =>
    all.find((each) => each.value === value)?.label ?? value;

/**
 * Makes the fields of a list whose API takes one value of each. Unless told otherwise a field is
 * typed by its title, and its value is one of those that there are, if these are given.
 *
 * @param problemOf why the API would refuse a value
 */
export const oneValueField =
  <I extends string>(problemOf: (given: GivenValue<I>) => string | null) =>
  (
    id: I,
    title: string,
    { all, ...more }: FieldOptions = {},
  ): FilterField & { readonly id: I } => ({
    title,
    aliases: [title.toLowerCase().replaceAll(' ', '-')],
    one: true,
    check: (value) =>
      problemOf({
        id,
        title,
        value,
        choice: all && alternatives.format(all.map((one) => one.value)),
      }),
    ...(all && {
      free: false,
      suggest: (typed: string) => matching(all, typed),
      describe: describeBy(all),
    }),
    ...more,
    id,
  });
