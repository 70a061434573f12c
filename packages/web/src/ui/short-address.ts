import { capText } from './customer-name.ts';

/** `runbooks.example.com/disk`: where a link leads. Not its scheme, nor a name before an @. */
export const shortAddress = (url: string): string =>
  capText(url.replace(/^https?:\/\/(?:[^/?#@]*@)?/i, ''), 60);
