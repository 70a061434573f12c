import { repeatedNote, type Message } from './message.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for values in quotes. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);

const escapeLines = (text: string): string => escapeHtml(text).replaceAll('\n', '<br>');

/** Plain enough for every mail program; no picture, no style sheet, nothing that is fetched. */
export const toHtml = (message: Message): string => {
  const facts = message.facts.map(
    ({ name, value }) =>
      `<tr><th align="left">${escapeHtml(name)}</th><td>${escapeLines(value)}</td></tr>`,
  );
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<title>${escapeHtml(message.title)}</title></head><body>`,
    `<h1>${escapeHtml(message.title)}</h1>`,
    ...(facts.length > 0 ? [`<table cellpadding="4">${facts.join('')}</table>`] : []),
    ...message.paragraphs.map((paragraph) => `<p>${escapeLines(paragraph)}</p>`),
    ...message.links.map(
      ({ title, url }) => `<p><a href="${escapeHtml(url)}">${escapeHtml(title)}</a></p>`,
    ),
    ...(message.isPossiblyRepeated ? [`<p>${repeatedNote}</p>`] : []),
    '</body></html>',
  ].join('\n');
};
