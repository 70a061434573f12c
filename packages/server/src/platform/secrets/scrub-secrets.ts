/**
 * Takes the obvious secrets out of what others write, before it is stored: a product into its logs,
 * a server into the answers that a load test keeps. What looks like none stays: this is a net, not a
 * promise.
 *
 * Every repetition is bounded, so that no text makes these expressions slow.
 */

export const scrubbed = '[scrubbed]';

/** What names of secrets end in: `tokens` are counted, a `token` is kept secret. */
const secretWord =
  'passw(?:or)?d|passphrase|pwd|secret(?:[_-]?key)?|api[_-]?key|access[_-]?key|private[_-]?key|token|session[_-]?id|credentials?|authorization|cookie|signature|\\botp';

/**
 * A value in quotes, in quotes that are escaped in turn, or up to where something else begins. The
 * closing ones may be missing: texts are cut.
 */
const value = String.raw`(?:"(?:[^"\\\n]|\\.){0,4000}"?|'(?:[^'\\\n]|\\.){0,4000}'?|\\"[^"\n]{0,4000}"?|[^\s,;&"'<>\\]{1,4000})`;

const quoted = String.raw`["'\\]{0,3}`;

/** Where a value is empty, what follows is not it but the next name. */
const nextName = String.raw`[\w-]{0,40}(?:${secretWord})[\\"']{0,3}\s{0,3}[:=]`;

/** In the quotes that it had, so that JSON stays JSON. */
const keepQuotes = (_: string, name: string, given: string): string => {
  const quote = /^\\?["']/.exec(given)?.[0] ?? '';
  return `${name}${quote}${scrubbed}${quote}`;
};

type Replace = readonly [RegExp, string | ((match: string, ...groups: string[]) => string)];

const replacements: readonly Replace[] = [
  [
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]{0,20000}(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?/g,
    scrubbed,
  ],
  // Headers: all that stands on the line, since schemes and cookies have spaces in them.
  [
    /((?:authorization|cookie)["']?[ \t]{0,3}[:=][ \t]{0,3})(?!["']?\[scrubbed])("[^"\n]{1,4000}"|'[^'\n]{1,4000}'|[^\r\n"']{1,4000})/gi,
    keepQuotes,
  ],
  [
    /\b(bearer|basic|digest)[ \t]{1,3}(?=[^\s]{0,200}[\d=+/])[\w.~+/=-]{8,4000}/gi,
    `$1 ${scrubbed}`,
  ],
  [
    new RegExp(
      String.raw`((?:${secretWord})[\\"']{0,3}\s{0,3}[:=]\s{0,3})(?!${quoted}\[scrubbed]|${nextName})(${value})`,
      'gi',
    ),
    keepQuotes,
  ],
  // The name and password of an address, as in postgres://app:secret@db/app.
  [/(:\/\/)[^\s/:@]{0,200}:[^\s/@]{1,200}@/g, `$1${scrubbed}@`],
  // What carries its kind in its first letters: JWT, Stripe, GitHub, Slack, OpenAI, Anthropic, ours, AWS.
  [/\beyJ[\w-]{4,400}\.[\w-]{4,2000}(?:\.[\w-]{0,2000})?/g, scrubbed],
  [
    /\b(?:[spr]k_(?:live|test)_|whsec_|gh[a-z]_|github_pat_|xox[a-z]-|sk-|tf[a-z]_)[\w-]{12,400}/g,
    scrubbed,
  ],
  [/\bAKIA[0-9A-Z]{12,16}\b/g, scrubbed],
];

/** Most texts hold nothing of the kind, and are looked at once. */
const mayHoldSecret = new RegExp(
  String.raw`${secretWord}|bearer|basic|digest|PRIVATE KEY|:\/\/|eyJ|[spr]k_|whsec_|gh[a-z]_|github_pat_|xox|sk-|tf[a-z]_|AKIA`,
  'i',
);

export const scrubText = (text: string): string => {
  if (!mayHoldSecret.test(text)) return text;
  let clean = text;
  for (const [pattern, replacement] of replacements)
    // The same call of two overloads.
    clean =
      typeof replacement === 'string'
        ? clean.replace(pattern, replacement)
        : clean.replace(pattern, replacement);
  return clean;
};

const secretName = new RegExp(`(?:${secretWord})$`, 'i');

/** Whether what stands under this name is a secret, whatever it looks like. */
export const isSecretName = (name: string): boolean => secretName.test(name);

/** JSON text of a value: by the names of its members, and each of its texts. */
export const toScrubbedJson = (json: unknown): string =>
  JSON.stringify(json, (name, inner: unknown) => {
    if (inner !== null && inner !== undefined && isSecretName(name)) return scrubbed;
    return typeof inner === 'string' ? scrubText(inner) : inner;
  });
