import { z } from 'zod';

/** So many rows may be open: the address names them. */
const mostOpen = 10;

/** `peek` of a list in which several rows may be open: their ids. */
export const OpenIdsParam = z
  .string()
  .max(mostOpen * 37)
  .regex(/^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,9}$/);

export const idsOf = (peek: string | undefined): ReadonlySet<string> =>
  new Set(peek?.split(',') ?? []);

/** Opens a row, the oldest of too many closes; or closes it. */
export const toggleId = (peek: string | undefined, id: string): string | undefined => {
  const open = [...idsOf(peek)];
  const next = open.includes(id)
    ? open.filter((other) => other !== id)
    : [...open, id].slice(-mostOpen);
  return next.join(',') || undefined;
};

interface OpenRows {
  readonly openIds: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
}

/** The rows of a table of which several may be open: `peek` is their ids. */
export const severalOpen = (
  peek: string | undefined,
  onPeek: (peek: string | undefined) => void,
): OpenRows => ({
  openIds: idsOf(peek),
  onToggle: (id) => onPeek(toggleId(peek, id)),
});

/** The rows of a table of which one may be open: `peek` is its id. */
export const oneOpen = (
  peek: string | undefined,
  onPeek: (peek: string | undefined) => void,
): OpenRows => ({
  openIds: new Set(peek === undefined ? [] : [peek]),
  onToggle: (id) => onPeek(id === peek ? undefined : id),
});
