/** For whatever was thrown, even by a host that throws objects which throw when looked at. */
export function describeError(thrown: unknown): string {
  try {
    if (thrown instanceof Error) return thrown.message || thrown.name;
    return String(thrown);
  } catch {
    return 'unknown error';
  }
}

export const toError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(describeError(thrown));

/** The console's limit, in characters. */
const longestType = 200;

/**
 * Its class. Classes that do not name themselves are all called `Error`; their constructors are not.
 * Undefined for what is no error, or cannot be looked at.
 */
export function errorTypeOf(thrown: unknown): string | undefined {
  try {
    if (!(thrown instanceof Error)) return undefined;
    const { name } = thrown;
    const type: unknown = name === 'Error' ? thrown.constructor.name : name;
    return typeof type === 'string' && type !== '' ? type.slice(0, longestType) : undefined;
  } catch {
    return undefined;
  }
}
