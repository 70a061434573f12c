import type {
  MappedField,
  MappedStatus,
  Severity,
  TriedAlert,
  TriedField,
} from '@taffrail/contract';
import { isSecretName, scrubbed, scrubText } from '../../platform/secrets/scrub-secrets.ts';
import type { HeardAlert } from '../alert-driver.ts';
import { fingerprintOf, toKey } from '../reading/label-fingerprint.ts';
import { readLabels, readScalar, readTraceId } from '../reading/read-json.ts';
import { readTime } from '../reading/read-time.ts';
import type { CompiledMapping, Found } from './compile-mapping.ts';
import { resolvePointer } from './json-pointer.ts';

/** What one alert of a body was read as, and how that came. */
export interface Applied {
  readonly outcome: TriedAlert['outcome'];
  /** Why it is none. */
  readonly reason: string | undefined;
  readonly fields: readonly TriedField[];
  readonly labels: Readonly<Record<string, string>>;
  readonly heard: HeardAlert | undefined;
}

const shownLength = 300;
const show = (text: string): string =>
  scrubText(text.slice(0, shownLength).toWellFormed().replaceAll('\u0000', ''));

interface Read<Value> {
  readonly value?: Value | undefined;
  readonly problem?: string;
}

/** Reads fields one after another, and notes what each was read as. */
const createReader = (mapping: CompiledMapping, item: unknown) => {
  const fields: TriedField[] = [];
  const note = (
    field: MappedField,
    found: Found | undefined,
    value: string | null,
    problem: string | null,
  ): void => {
    fields.push({
      field,
      pointer: found?.pointer ?? null,
      found: found && found.pointer !== null ? show(found.text) : null,
      value: value === null ? null : show(value),
      problem,
    });
  };
  return {
    fields,
    note,
    read: <Value>(
      field: MappedField,
      read: (text: string) => Read<Value>,
      asText: (value: Value) => string = String,
    ): (Read<Value> & { readonly isTold: boolean }) | undefined => {
      const found = mapping.find(field, item);
      if (!found) return undefined;
      const { value, problem } = read(found.text);
      note(field, found, value === undefined ? null : asText(value), problem ?? null);
      return { value, ...(problem !== undefined && { problem }), isTold: found.pointer !== null };
    },
  };
};
type Reader = ReturnType<typeof createReader>;

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
    return value ? { value } : { problem: `“${show(word)}” is no status: say what it means.` };
  });
  if (read) return read;
  const problem = 'There is no status, and nothing says what to take instead.';
  reader.note('status', undefined, null, problem);
  return { problem };
};

const readSeverity = (reader: Reader, mapping: CompiledMapping) => {
  const read = reader.read('severity', (word): Read<Severity> => {
    const value = mapping.toSeverity(word);
    const problem = `“${show(word)}” is no severity: warning is taken.`;
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

const readMappedLabels = ({ labels }: CompiledMapping, item: unknown): Record<string, string> =>
  Object.fromEntries(
    labels.flatMap(([name, tokens]) => {
      const value = resolvePointer(item, tokens);
      if (name === '*') return Object.entries(readLabels(value));
      const text = readScalar(value);
      return text === undefined ? [] : [[name, text]];
    }),
  );

/** Few, and without secrets, as they are shown where a mapping is tried. */
const shownLabels = (labels: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(labels)
      .slice(0, 64)
      .map(([name, value]) => [show(name), isSecretName(name) ? scrubbed : show(value)]),
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
  const none = { fields, labels: shownLabels(labels), heard: undefined };
  const nameRead = reader.read('name', (value) => ({ value }));
  if (!nameRead)
    reader.note('name', undefined, null, 'There is no name, and an alert must have one.');
  const { value: status } = readStatus(reader, mapping);
  if (status === 'ignored')
    return { ...none, outcome: 'ignored', reason: 'Its status says that it is of no interest.' };
  const name = nameRead?.value;
  const { severity, isTold } = readSeverity(reader, mapping);
  const fingerprint = reader.read('fingerprint', (value) => ({ value }))?.value;
  const description = readText(reader, 'description');
  const service = readText(reader, 'service');
  const computed = fingerprintOf({ ...labels, alertname: name ?? '', service: service ?? '' });
  if (fingerprint === undefined) reader.note('fingerprint', undefined, computed, null);
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
        fingerprint: toKey(fingerprint ?? computed),
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
