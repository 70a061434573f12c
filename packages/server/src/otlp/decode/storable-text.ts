import { otlpLimits } from '@taffrail/contract';

/**
 * Text that Postgres stores: without NUL and halves of characters, and not longer than is kept. A
 * span is shown rather than refused for a character.
 */
export const storableText = (text: string, mostCharacters: number = otlpLimits.text): string => {
  const short = text.length > mostCharacters ? text.slice(0, mostCharacters) : text;
  return (short.includes('\0') ? short.replaceAll('\0', '\ufffd') : short).toWellFormed();
};
