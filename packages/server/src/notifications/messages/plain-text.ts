import { repeatedNote, type Message } from './message.ts';

/** Line breaks and other control characters would let a text from outside write lines of its own. */
export const toOneLine = (text: string, maxLength: number): string => {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return cutText(line, maxLength);
};

/** At most so many UTF-16 units, never half a character. */
export const cutText = (text: string, maxLength: number): string => {
  if (text.length <= maxLength) return text;
  const cut = text.slice(0, Math.max(0, maxLength - 1));
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
};

export const toPlainText = (message: Message): string =>
  [
    message.title,
    '',
    ...message.facts.map(({ name, value }) => `${name}: ${value}`),
    ...message.paragraphs.flatMap((paragraph) => ['', paragraph]),
    '',
    ...message.links.map(({ title, url }) => `${title}: ${url}`),
    ...(message.isPossiblyRepeated ? ['', repeatedNote] : []),
  ].join('\n');
