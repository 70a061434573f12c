import { otlpLimits } from '@taffrail/contract';
import {
  isSecretName,
  scrubbed,
  scrubText,
  toScrubbedJson,
} from '../../platform/secrets/scrub-secrets.ts';
import type { Attributes, AttributeValue } from '../decode/otlp-data.ts';

export interface StoredAttributes {
  /** JSON text of an object. */
  readonly json: string;
  readonly dropped: number;
}

interface Name {
  readonly json: string;
  readonly isSecret: boolean;
}

/** The same few names stand in each span; what is made up of ids is forgotten again. */
const names = new Map<string, Name>();
const capacity = 10_000;

const readName = (name: string): Name => {
  const known = names.get(name);
  if (known !== undefined) return known;
  const read = { json: JSON.stringify(name), isSecret: isSecretName(name) };
  if (names.size >= capacity) names.clear();
  names.set(name, read);
  return read;
};

const toJson = (value: AttributeValue): string => {
  if (typeof value === 'string') return JSON.stringify(scrubText(value));
  return typeof value === 'object' && value !== null ? toScrubbedJson(value) : String(value);
};

/** Without their secrets, as many as there is room for. */
export const toStoredAttributes = (
  attributes: Attributes,
  mostCharacters: number = otlpLimits.attributesBytes,
): StoredAttributes => {
  let inner = '';
  let dropped = 0;
  for (const [given, value] of attributes) {
    const name = readName(given);
    const isHidden = name.isSecret && value !== null;
    const member = `${name.json}:${isHidden ? `"${scrubbed}"` : toJson(value)}`;
    if (inner.length + member.length > mostCharacters) dropped += 1;
    else inner += inner === '' ? member : `,${member}`;
  }
  return { json: `{${inner}}`, dropped };
};
