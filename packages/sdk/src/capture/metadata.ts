/** Takes metadata at the call, so that nothing the caller does to it later can show. */

/** A shallow copy whose values cannot change, or finished JSON text. */
export type TakenMetadata = Record<string, unknown> | string | undefined;

/** The server's limit, in bytes of JSON text. */
export const metadataLimitBytes = 32_768;

/** Above this a copy is encoded at once, so that the limit is applied before it waits in memory. */
const flatLimit = 5_000;

/** About the characters of its JSON text, or -1 when a copy of it would not be a snapshot. */
export function flatSize(copy: Record<string, unknown>): number {
  let size = 2;
  for (const name in copy) {
    const value = copy[name];
    switch (typeof value) {
      case 'string':
        size += name.length + value.length + 6;
        break;
      case 'number':
      case 'boolean':
      case 'undefined':
      case 'symbol':
        size += name.length + 12;
        break;
      case 'object':
        if (value !== null) return -1;
        size += name.length + 8;
        break;
      case 'bigint':
      case 'function':
      default:
        return -1;
    }
  }
  return size <= flatLimit ? size : -1;
}

/**
 * JSON text of an object, whatever it is given: bigints become text, what cannot be read or encoded
 * becomes `[unserializable]`, what is too large gives way to a note of its size. An action is worth
 * more than its metadata, so it is never lost over them.
 */
export function metadataText(metadata: unknown, onReplaced: (reason: string) => void): string {
  if (longestString(metadata) > metadataLimitBytes) return omitted('a text', onReplaced);
  const text = encode(metadata) ?? encodeByName(metadata, onReplaced);
  if (text.length > metadataLimitBytes || Buffer.byteLength(text) > metadataLimitBytes) {
    return omitted(`${text.length} characters of JSON`, onReplaced);
  }
  return text.startsWith('{') ? text : `{"value":${text}}`;
}

function omitted(what: string, onReplaced: (reason: string) => void): string {
  const note = `metadata with ${what} is over the limit of ${metadataLimitBytes} bytes`;
  onReplaced(note);
  return JSON.stringify({ omitted: note });
}

/** Spares encoding a file that somebody put into metadata. Looks at the first level only. */
function longestString(metadata: unknown): number {
  let longest = 0;
  try {
    for (const value of Object.values(metadata as object)) {
      if (typeof value === 'string' && value.length > longest) longest = value.length;
    }
  } catch {
    return longest;
  }
  return longest;
}

const bigintsAsText = (_name: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;

function encode(value: unknown): string | undefined {
  try {
    // Undefined for a function or a symbol, whatever the declared type says.
    const text: string | undefined = JSON.stringify(value, bigintsAsText);
    return text ?? 'null';
  } catch {
    return undefined;
  }
}

function encodeByName(metadata: unknown, onReplaced: (reason: string) => void): string {
  const parts: string[] = [];
  let replaced = '';
  try {
    for (const name of Object.keys(metadata as object)) {
      const text = readAndEncode(metadata as Record<string, unknown>, name);
      if (text === undefined) replaced = name;
      parts.push(`${JSON.stringify(name)}:${text ?? '"[unserializable]"'}`);
    }
  } catch {
    onReplaced('metadata could not be read');
    return '"[unserializable]"';
  }
  onReplaced(`metadata.${replaced} could not be encoded`);
  return `{${parts.join(',')}}`;
}

function readAndEncode(metadata: Record<string, unknown>, name: string): string | undefined {
  try {
    return encode(metadata[name]);
  } catch {
    return undefined;
  }
}
