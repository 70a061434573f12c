import { AnalysisFinding, type Severity } from '@taffrail/contract';
import { z } from 'zod';
import { scrubText } from '../../platform/secrets/scrub-secrets.ts';
import { createLocalTime } from '../../platform/time/local-time.ts';
import type { AnalysisRow, SubjectRow } from '../sending/subject.store.ts';
import type { Message } from './message.ts';
import { cutText, toOneLine } from './plain-text.ts';

export const severityWords: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  warning: 'Warning',
  info: 'Info',
};

/** Text from outside, as a message may hold it. */
export const toSafeLine = (text: string, maxLength: number): string =>
  toOneLine(scrubText(text), maxLength);

const longestTitle = 150;
const longestSentence = 500;
const mostSentences = 4;

export const incidentUrl = (publicUrl: string, id: string): string =>
  `${publicUrl}/admin/incidents/${id}`;

const toTime = (at: Date, timeZone: string): string => {
  const local = createLocalTime(timeZone);
  return local ? `${local(at)} ${timeZone}` : at.toISOString();
};

const spans = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** `3 hours`: in the largest unit that fits. */
export const toDuration = (ms: number): string => {
  const [unit, size] = spans.find(([, each]) => ms >= each) ?? ['second', 1_000];
  const count = Math.max(1, Math.floor(ms / size));
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
};

export const incidentTitle = (
  kind: 'firing' | 'resolved',
  subject: Pick<SubjectRow, 'severity' | 'title' | 'number'>,
): string => {
  const word = kind === 'resolved' ? 'Resolved' : severityWords[subject.severity];
  return `${word}: ${toSafeLine(subject.title, longestTitle)} (#${subject.number})`;
};

/** The likely cause first, then what is simply so. */
const toParagraphs = (analysis: AnalysisRow | undefined): string[] => {
  if (!analysis) return [];
  const findings = z.array(AnalysisFinding).safeParse(analysis.findings).data ?? [];
  const likely = findings
    .filter(({ kind }) => kind === 'cause')
    .map(({ text, confidence }) =>
      confidence === null ? text : `${text} (${Math.round(confidence * 100)} % likely)`,
    );
  const facts = findings.filter(({ kind }) => kind === 'fact').map(({ text }) => text);
  const all = [...likely, ...facts];
  const sentences = all.length === 0 && analysis.summary !== null ? [analysis.summary] : all;
  return sentences
    .slice(0, mostSentences)
    .map((sentence) => cutText(toSafeLine(sentence, longestSentence), longestSentence));
};

const toFacts = (subject: SubjectRow, kind: 'firing' | 'resolved'): Message['facts'] => {
  const { alert_count: total, firing_count: firing, resolved_at: resolvedAt } = subject;
  const isOver = kind === 'resolved';
  const lasted = resolvedAt ? resolvedAt.getTime() - subject.opened_at.getTime() : 0;
  return [
    { name: 'Severity', value: severityWords[subject.severity] },
    ...(subject.service === null
      ? []
      : [{ name: 'Service', value: toSafeLine(subject.service, 120) }]),
    { name: 'Since', value: toTime(subject.opened_at, subject.time_zone) },
    ...(isOver && resolvedAt
      ? [
          {
            name: 'Resolved',
            value: `${toTime(resolvedAt, subject.time_zone)}, after ${toDuration(lasted)}${
              subject.resolved_by_itself ? ', by itself' : ''
            }`,
          },
        ]
      : []),
    ...(total > 1
      ? [{ name: 'Alerts', value: isOver ? `${total}` : `${total}, ${firing} firing` }]
      : []),
    ...(subject.acknowledged_by === null
      ? []
      : [{ name: 'Acknowledged by', value: toSafeLine(subject.acknowledged_by, 120) }]),
  ];
};

export interface IncidentMessageParts {
  readonly kind: 'firing' | 'resolved';
  readonly id: string;
  readonly subject: SubjectRow;
  readonly analysis: AnalysisRow | undefined;
  readonly traceId: string | null;
  readonly publicUrl: string;
  /** Of what fires and nobody has taken up; null where there is nothing to acknowledge. */
  readonly acknowledgeUrl: string | null;
  readonly answers: string | null;
  readonly isPossiblyRepeated: boolean;
  readonly at: Date;
}

export const toIncidentMessage = (parts: IncidentMessageParts): Message => {
  const { kind, subject, publicUrl, acknowledgeUrl, traceId } = parts;
  const url = incidentUrl(publicUrl, subject.id);
  return {
    kind,
    id: parts.id,
    severity: subject.severity,
    title: incidentTitle(kind, subject),
    facts: toFacts(subject, kind),
    paragraphs: kind === 'resolved' ? [] : toParagraphs(parts.analysis),
    links: [
      { title: 'Open incident', url },
      ...(acknowledgeUrl === null ? [] : [{ title: 'Acknowledge', url: acknowledgeUrl }]),
    ],
    answers: parts.answers,
    isPossiblyRepeated: parts.isPossiblyRepeated,
    at: parts.at,
    data: {
      incident: {
        id: subject.id,
        number: subject.number,
        title: toSafeLine(subject.title, longestTitle),
        severity: subject.severity,
        state: subject.state,
        service: subject.service === null ? null : toSafeLine(subject.service, 120),
        openedAt: subject.opened_at.toISOString(),
        url,
      },
      ...(traceId !== null && { traceId }),
    },
  };
};
