import { scrubText } from '../../platform/secrets/scrub-secrets.ts';

const shownLength = 300;

/** A part of a body, as it may be shown: short, and without secrets. */
export const showText = (text: string): string =>
  scrubText(text.slice(0, shownLength).toWellFormed().replaceAll('\u0000', ''));
