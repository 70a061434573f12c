/** A JSON pointer, taken apart. RFC 6901. */
export type Tokens = readonly string[];

export const parsePointer = (pointer: string): Tokens =>
  pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));

const memberOf = (value: unknown, token: string): unknown => {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value))
    return /^(?:0|[1-9]\d{0,8})$/.test(token) ? value[Number(token)] : undefined;
  return Object.hasOwn(value, token) ? (value as Record<string, unknown>)[token] : undefined;
};

/** What stands there; undefined when nothing does. */
export const resolvePointer = (value: unknown, tokens: Tokens): unknown =>
  tokens.reduce(memberOf, value);
