import { plural } from '../../../lib/format.ts';

/** What the server found for a typed name. */
export interface Candidate {
  readonly id: string;
  readonly externalId: string | null;
  readonly name: string | null;
  readonly email?: string | null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const isUuid = (text: string): boolean => uuid.test(text);

export type Meant = { readonly value: string } | { readonly problem: string };

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** The one that was meant by a name or id; a sentence when there is none, or more than one. */
export const chooseMeant = (
  typed: string,
  candidates: readonly Candidate[],
  noun: 'organization' | 'user',
): Meant => {
  const text = typed.toLowerCase();
  const exact = candidates.filter(({ id, externalId, name, email }) =>
    [id, externalId, name, email].some((each) => each?.toLowerCase() === text),
  );
  const [only, ...others] = exact.length > 0 ? exact : candidates;
  if (!only) return { problem: `There is no ${noun} “${typed}”.` };
  if (others.length === 0) return { value: only.id };
  if (exact.length > 0) {
    return { problem: `${plural(exact.length, noun)} are called “${typed}”: choose with Filter.` };
  }
  const names = candidates.slice(0, 3).map(({ id, externalId, name }) => name ?? externalId ?? id);
  const more = candidates.length > 3 ? ['others'] : [];
  return { problem: `“${typed}” is the beginning of ${list.format([...names, ...more])}.` };
};
