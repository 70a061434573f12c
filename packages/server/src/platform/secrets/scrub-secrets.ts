/**
 * Takes the obvious secrets out of what a product writes into its logs, before it is stored. What
 * looks like none stays: this is a net, not a promise.
 *
 * Every repetition is bounded, so that no text makes these expressions slow.
 */

export const scrubbed = '[scrubbed]';

const secretWord =
  'passw(?:or)?d|passphrase|pwd|secret(?:[_-]?key)?|api[_-]?key|access[_-]?key|private[_-]?key|token|credentials?|authorization|cookie';

/** A value in quotes, in quotes that are escaped in turn, or up to where something else begins. */
const value = String.raw`(?:"(?:[^"\\\n]|\\.){0,4000}"|'(?:[^'\\\n]|\\.){0,4000}'|\\"[^"\n]{0,4000}"|[^\s,;&"'<>\\]{1,4000})`;

/** Where a value is empty, what follows is not it but the next name. */
const nextName = String.raw`[\w-]{0,40}(?:${secretWord})[\\"']{0,3}\s{0,3}[:=]`;

const replacements: readonly (readonly [RegExp, string])[] = [
  [
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]{0,20000}(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?/g,
    scrubbed,
  ],
  // Headers: all that stands on the line, since schemes and cookies have spaces in them.
  [
    /((?:authorization|cookie)["']?[ \t]{0,3}[:=][ \t]{0,3})(?!\[scrubbed])(?:"[^"\n]{1,4000}"|'[^'\n]{1,4000}'|[^\r\n"']{1,4000})/gi,
    `$1${scrubbed}`,
  ],
  [/\b(bearer|basic)[ \t]{1,3}(?=[^\s]{0,200}[\d=+/])[\w.~+/=-]{8,4000}/gi, `$1 ${scrubbed}`],
  [
    new RegExp(
      String.raw`((?:${secretWord})[\\"']{0,3}\s{0,3}[:=]\s{0,3})(?!\[scrubbed]|${nextName})${value}`,
      'gi',
    ),
    `$1${scrubbed}`,
  ],
  // The name and password of an address, as in postgres://app:secret@db/app.
  [/(:\/\/)[^\s/:@]{0,200}:[^\s/@]{1,200}@/g, `$1${scrubbed}@`],
  // What carries its kind in its first letters: JWT, Stripe, GitHub, Slack, AWS, OpenAI, Anthropic.
  [/\beyJ[\w-]{8,400}\.[\w-]{8,2000}\.[\w-]{0,2000}/g, scrubbed],
  [/\b(?:[sr]k_(?:live|test)_|whsec_|gh[a-z]_|github_pat_|xox[a-z]-|sk-)[\w-]{16,400}/g, scrubbed],
  [/\bAKIA[0-9A-Z]{16}\b/g, scrubbed],
];

/** Most texts hold nothing of the kind, and are looked at once. */
const mayHoldSecret = new RegExp(
  String.raw`${secretWord}|bearer|basic|PRIVATE KEY|:\/\/|eyJ|[sr]k_|whsec_|gh[a-z]_|github_pat_|xox|sk-|AKIA`,
  'i',
);

export const scrubText = (text: string): string => {
  if (!mayHoldSecret.test(text)) return text;
  let clean = text;
  for (const [pattern, replacement] of replacements) clean = clean.replace(pattern, replacement);
  return clean;
};

/** `tokens` are counted, `token` is kept secret: only what a name ends in tells. */
const secretName = new RegExp(`(?:${secretWord})$`, 'i');

/** JSON text of a value: by the names of its members, and each of its texts. */
export const toScrubbedJson = (json: unknown): string =>
  JSON.stringify(json, (name, inner: unknown) => {
    if (inner !== null && inner !== undefined && secretName.test(name)) return scrubbed;
    return typeof inner === 'string' ? scrubText(inner) : inner;
  });
