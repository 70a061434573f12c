import { searchLimits } from '@taffrail/contract';

const marks = /\p{M}+/gu;
const spaces = /\s+/g;
// What is no text to anybody: it would make two of what looks like one.
const invisible = /[\p{Cc}\p{Cf}]/gu;

/**
 * A term as it is compared, here and where it is counted: `Café  Crème ` is `cafe creme`. Marks go
 * after lower case, since that makes some: the Turkish dotted I becomes an i and a dot.
 */
export const normalizeTerm = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFKD')
    .replace(spaces, ' ')
    .replace(invisible, '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(marks, '')
    .normalize('NFC')
    // Again: what stood between two of them may be gone.
    .replace(spaces, ' ')
    .trim()
    .slice(0, searchLimits.termCharacters)
    .trimEnd()
    .toWellFormed();
