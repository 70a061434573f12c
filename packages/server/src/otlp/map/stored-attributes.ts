import { otlpLimits } from '@taffrail/contract';
import { toScrubbedJson } from '../../platform/secrets/scrub-secrets.ts';
import type { Attributes } from '../decode/otlp-data.ts';

export interface StoredAttributes {
  /** JSON text of an object. */
  readonly json: string;
  readonly dropped: number;
}

/** Without their secrets, as many as there is room for. */
export const toStoredAttributes = (
  attributes: Attributes,
  mostCharacters: number = otlpLimits.attributesBytes,
): StoredAttributes => {
  let inner = '';
  let dropped = 0;
  for (const [name, value] of attributes) {
    const member = toScrubbedJson({ [name]: value }).slice(1, -1);
    if (inner.length + member.length > mostCharacters) dropped += 1;
    else inner += inner === '' ? member : `,${member}`;
  }
  return { json: `{${inner}}`, dropped };
};
