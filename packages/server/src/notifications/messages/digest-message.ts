import type { DigestCounts, HeldRow } from '../sending/digest.store.ts';
import { incidentUrl, toSafeLine } from './incident-message.ts';
import type { Message } from './message.ts';

/** Of so many a digest names the incident; the rest it counts. */
export const namedIncidents = 10;

const count = (number: number, one: string, more = `${one}s`): string =>
  `${number.toLocaleString('en-US')} ${number === 1 ? one : more}`;

export const digestTitle = ({ messages, incidents }: DigestCounts): string =>
  `${count(messages, 'message')} about ${count(incidents, 'incident')}`;

const severityOf = ({ critical, warning, info }: DigestCounts): Message['severity'] => {
  if (critical > 0) return 'critical';
  if (warning > 0) return 'warning';
  return info > 0 ? 'info' : null;
};

export interface DigestParts {
  readonly id: string;
  readonly counts: DigestCounts;
  readonly rows: readonly HeldRow[];
  readonly publicUrl: string;
  readonly isPossiblyRepeated: boolean;
  readonly at: Date;
}

export const toDigestMessage = (parts: DigestParts): Message => {
  const { counts, rows, publicUrl } = parts;
  const amounts = [
    ['Critical', counts.critical],
    ['Warning', counts.warning],
    ['Info', counts.info],
    ['Resolved', counts.resolved],
  ] as const;
  const left = counts.incidents - rows.length;
  const named = rows.map(
    (row) => `${toSafeLine(row.title, 150)}\n${incidentUrl(publicUrl, row.incident_id)}`,
  );
  return {
    kind: 'digest',
    id: parts.id,
    severity: severityOf(counts),
    title: digestTitle(counts),
    facts: amounts
      .filter(([, amount]) => amount > 0)
      .map(([name, amount]) => ({ name, value: amount.toLocaleString('en-US') })),
    paragraphs: [
      'So many came at once that they are told together.',
      ...named,
      ...(left > 0 ? [`And ${count(left, 'more incident', 'more incidents')}.`] : []),
    ],
    links: [{ title: 'Open incidents', url: `${publicUrl}/admin/incidents` }],
    answers: null,
    isPossiblyRepeated: parts.isPossiblyRepeated,
    at: parts.at,
    data: { messages: counts.messages },
  };
};
