import type { TriedAlert } from '@taffrail/contract';
import { isSecretName, scrubbed } from '../../platform/secrets/scrub-secrets.ts';
import type { Applied } from './apply-mapping.ts';
import { showText } from './show-text.ts';

const shownLabels = 64;

const showOrNull = (text: string | null): string | null => (text === null ? null : showText(text));

/** What somebody sees who tries a mapping. */
export const showTried = ({ outcome, fields, labels }: Applied): TriedAlert => ({
  outcome,
  fields: fields.map((field) => ({
    ...field,
    found: showOrNull(field.found),
    value: showOrNull(field.value),
  })),
  labels: Object.fromEntries(
    Object.entries(labels)
      .slice(0, shownLabels)
      .map(([name, value]) => [showText(name), isSecretName(name) ? scrubbed : showText(value)]),
  ),
});
