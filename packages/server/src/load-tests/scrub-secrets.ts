import { loadTestLimits } from '@taffrail/contract';

const gone = '[scrubbed]';

/** Names of what opens a door, alone or as a part: `api_key`, `X-Auth-Token`, `sessionId`. */
const secretName =
  '[\\w.-]{0,60}(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|authorization|auth(?!or)|session|cookie|credential|signature|otp)[\\w.-]{0,60}';

/** What looks like a secret wherever it stands, and what stands behind a name that says so. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
    gone,
  ],
  [/\beyJ[\w-]{4,}\.[\w-]{4,}(?:\.[\w-]*)?/g, gone],
  [/\b(Bearer|Basic|Digest)\s+[\w.~+/=-]{4,}/gi, `$1 ${gone}`],
  [/(\/\/)[^\s/@:]{0,200}:[^\s/@]{1,200}@/g, `$1${gone}@`],
  [
    /\b(?:sk|pk|rk)_(?:live|test)_\w+|\bwhsec_\w+|\bgh[pousr]_\w+|\bgithub_pat_\w+|\bxox[a-z]-[\w-]+|\bAKIA[A-Z0-9]{12,}|\btf[a-z]_\w{20,}|\bsk-[\w-]{16,}/g,
    gone,
  ],
  // JSON, also JSON in a JSON text.
  [
    new RegExp(
      `(\\\\?["']${secretName}\\\\?["']\\s*:\\s*)(?:"(?:[^"\\\\]|\\\\.)*"?|\\\\"(?:[^"\\\\]|\\\\[^"])*(?:\\\\"|$)|'[^']*'?|[^\\s"',}\\]\\[{\\\\]+)`,
      'gi',
    ),
    `$1"${gone}"`,
  ],
  // Queries, forms, headers and settings.
  [
    new RegExp(
      `((?<![\\w.-])${secretName}\\s{0,3}[=:]\\s{0,3})(?!\\[scrubbed\\])[^\\s&;,"'<>{}\\[\\]]+`,
      'gi',
    ),
    `$1${gone}`,
  ],
];

/** Texts without what opens a door. Errs on the side of taking too much. */
export const scrubSecrets = (text: string): string =>
  patterns.reduce((scrubbed, [pattern, instead]) => scrubbed.replace(pattern, instead), text);

/** More is not looked at: beyond it nothing of the text is kept. */
const lookedAt = 4 * loadTestLimits.sampleBytes;

/** A text of a failed request as it is kept: scrubbed first, so that a cut leaves no half a secret. */
export const keepSample = (text: string): string => {
  const scrubbed = scrubSecrets(text.slice(0, lookedAt).replaceAll('\u0000', ''));
  const bytes = Buffer.from(scrubbed.toWellFormed());
  if (bytes.length <= loadTestLimits.sampleBytes) return bytes.toString('utf8');
  // A character that is cut in two is left out.
  const cut = new TextDecoder().decode(bytes.subarray(0, loadTestLimits.sampleBytes), {
    stream: true,
  });
  return cut;
};
