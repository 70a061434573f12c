import { loadTestLimits } from '@taffrail/contract';
import { scrubText } from '../../platform/secrets/scrub-secrets.ts';

/** More is not looked at: beyond it nothing of the text is kept. */
const lookedAt = 4 * loadTestLimits.sampleBytes;

/** A text of a failed request as it is kept: scrubbed first, so that a cut leaves no half a secret. */
export const keepSample = (text: string): string => {
  const scrubbed = scrubText(text.slice(0, lookedAt).replaceAll('\u0000', ''));
  const bytes = Buffer.from(scrubbed.toWellFormed());
  if (bytes.length <= loadTestLimits.sampleBytes) return bytes.toString('utf8');
  // A character that is cut in two is left out.
  const cut = new TextDecoder().decode(bytes.subarray(0, loadTestLimits.sampleBytes), {
    stream: true,
  });
  return cut;
};
