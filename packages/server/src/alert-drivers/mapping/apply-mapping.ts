import type {
  MappedField,
  MappedStatus,
  Severity,
  TriedAlert,
  TriedField,
} from '@taffrail/contract';
import type { HeardAlert } from '../alert-driver.ts';
import { fingerprintOf, toKey } from '../reading/label-fingerprint.ts';
import { readLabels, readScalar, readTraceId } from '../reading/read-json.ts';
import { readTime } from '../reading/read-time.ts';
import type { CompiledMapping } from './compile-mapping.ts';
import { createReader, type Read, type Reader } from './field-reader.ts';
import { resolvePointer } from './json-pointer.ts';
import { showText } from './show-text.ts';

/** What one alert of a body was read as, and how that came. */
export interface Applied {
  readonly outcome: TriedAlert['outcome'];
  /** Why it is none. */
  readonly reason: string | undefined;
  readonly fields: readonly TriedField[];
  readonly labels: Readonly<Record<string, string>>;
  readonly heard: HeardAlert | undefined;
}

const readText = (reader: Reader, field: MappedField): string | null => {
  const read = reader.read(field, (value) => ({ value }));
  if (!read) reader.note(field, undefined, null, null);
  return read?.value ?? null;
};

const readMoment = (reader: Reader, field: MappedField, receivedAt: Date): Date | undefined => {
  const read = reader.read(
    field,
    (text) => {
      const value = readTime(text, receivedAt);
      return value
        ? { value }
        : { problem: 'This is no time since 2000: when it was received is taken.' };
    },
    (time) => time.toISOString(),
  );
  if (!read) reader.note(field, undefined, null, null);
  return read?.value;
};

const readStatus = (reader: Reader, mapping: CompiledMapping): Read<MappedStatus> => {
  const read = reader.read('status', (word): Read<MappedStatus> => {
    const value = mapping.toStatus(word);
    return value ? { value } : { problem: `“${showText(word)}” is no status: say what it means.` };
  });
  if (read) return read;
  const problem = 'There is no status, and nothing says what to take instead.';
  reader.note('status', undefined, null, problem);
  return { problem };
};

const readSeverity = (reader: Reader, mapping: CompiledMapping) => {
  const read = reader.read('severity', (word): Read<Severity> => {
    const value = mapping.toSeverity(word);
    const problem = `“${showText(word)}” is no severity: warning is taken.`;
    return value ? { value } : { value: 'warning', problem };
  });
  if (!read) reader.note('severity', undefined, 'warning', null);
  return { severity: read?.value ?? 'warning', isTold: read?.isTold ?? false };
};

const readUrl = (reader: Reader): string | null => {
  const read = reader.read('url', (value): Read<string> =>
    /^https?:\/\//i.test(value) && URL.canParse(value)
      ? { value }
      : { problem: 'This is no address of the web: it is left out.' },
  );
  if (!read) reader.note('url', undefined, null, null);
  return read?.value ?? null;
};

const readTrace = (reader: Reader): string | null => {
  const read = reader.read('traceId', (text): Read<string> => {
    const value = readTraceId(text);
    return value === null
      ? { problem: 'This is no trace id of 32 hexadecimal digits.' }
      : { value };
  });
  if (!read) reader.note('traceId', undefined, null, null);
  return read?.value ?? null;
};

/** As told; else of what the alert is, and where. */
const readFingerprint = (reader: Reader, labels: Readonly<Record<string, string>>): string => {
  const read = reader.read('fingerprint', (value) => ({ value }));
  if (read?.value !== undefined) return toKey(read.value);
  const computed = fingerprintOf(labels);
  reader.note('fingerprint', undefined, computed, null);
  return computed;
};

const readMappedLabels = ({ labels }: CompiledMapping, item: unknown): Record<string, string> =>
  Object.fromEntries(
    labels.flatMap(([name, tokens]) => {
      const value = resolvePointer(item, tokens);
      if (name === '*') return Object.entries(readLabels(value));
      const text = readScalar(value);
      return text === undefined ? [] : [[name, text]];
    }),
  );

const firstProblem = (fields: readonly TriedField[], ...asked: MappedField[]): string =>
  fields
    .filter(({ field, problem }) => asked.includes(field) && problem !== null)
    .map(({ field, problem }) => `${field}: ${problem ?? ''}`)
    .join(' ');

/** Reads one alert of a body with a mapping. */
export const applyMapping = (
  mapping: CompiledMapping,
  item: unknown,
  receivedAt: Date,
): Applied => {
  const reader = createReader(mapping, item);
  const { fields } = reader;
  const labels = readMappedLabels(mapping, item);
  const none = { fields, labels, heard: undefined };
  const nameRead = reader.read('name', (value) => ({ value }));
  if (!nameRead)
    reader.note('name', undefined, null, 'There is no name, and an alert must have one.');
  const { value: status } = readStatus(reader, mapping);
  if (status === 'ignored')
    return { ...none, outcome: 'ignored', reason: 'Its status says that it is of no interest.' };
  const name = nameRead?.value;
  const { severity, isTold } = readSeverity(reader, mapping);
  const description = readText(reader, 'description');
  const service = readText(reader, 'service');
  const fingerprint = readFingerprint(reader, {
    ...labels,
    alertname: name ?? '',
    service: service ?? '',
  });
  const groupKey = readText(reader, 'groupKey');
  const url = readUrl(reader);
  const startedAt = readMoment(reader, 'startedAt', receivedAt);
  const endedAt = readMoment(reader, 'endedAt', receivedAt);
  const traceId = readTrace(reader);
  if (name === undefined || status === undefined)
    return { ...none, outcome: 'unreadable', reason: firstProblem(fields, 'name', 'status') };
  const isOver = status === 'resolved' || status === 'cleared';
  return {
    ...none,
    outcome: 'alert',
    reason: undefined,
    heard: {
      isOnlyAnEnd: status === 'cleared',
      keepsSeverity: isOver && !isTold,
      report: {
        fingerprint: fingerprint,
        name,
        severity,
        status: isOver ? 'resolved' : 'firing',
        description,
        labels,
        annotations: {},
        service,
        groupKey,
        url,
        startedAt: startedAt ?? receivedAt,
        endedAt: isOver ? (endedAt ?? receivedAt) : null,
        traceId,
        isAcknowledgedBySender: status === 'acknowledged',
      },
    },
  };
};
