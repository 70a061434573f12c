import type { Chance } from '../chance.ts';

const hexBytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hexByte = (value: number): string => hexBytes[value & 0xff] ?? '';

/** Eight digits. */
const hexWord = (chance: Chance): string => {
  const word = chance.next() * 0x1_0000_0000;
  return hexByte(word >>> 24) + hexByte(word >>> 16) + hexByte(word >>> 8) + hexByte(word >>> 0);
};

const variants = ['8', '9', 'a', 'b'] as const;

/** A UUID of version 7 (RFC 9562, 5.7) whose random part can be repeated. */
export const idAt = (chance: Chance, atMs: number): string => {
  const time = Math.floor(atMs).toString(16).padStart(12, '0');
  const [first, second, third] = [hexWord(chance), hexWord(chance), hexWord(chance)];
  const variant = chance.pick(variants);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${first.slice(0, 3)}-${variant}${first.slice(3, 6)}-${second}${third.slice(0, 4)}`;
};

/** W3C trace id. */
export const traceId = (chance: Chance): string =>
  hexWord(chance) + hexWord(chance) + hexWord(chance) + hexWord(chance);
