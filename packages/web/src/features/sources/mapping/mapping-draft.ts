import {
  AlertMapping,
  mappedFields,
  MappedStatus,
  Severity,
  type MappedField,
} from '@taffrail/contract';

/** A mapping as it is typed: whatever stands in the fields of the page. */
export interface MappingDraft {
  readonly list: string;
  readonly fields: Readonly<
    Record<MappedField, { readonly from: string; readonly otherwise: string }>
  >;
  /** `word = meaning`, one a line. */
  readonly statuses: string;
  readonly severities: string;
  /** `name = /pointer`, one a line. */
  readonly labels: string;
}

/** The parts of a page about which something may be wrong. */
export type DraftPart = MappedField | 'list' | 'statuses' | 'severities' | 'labels';
export type DraftProblems = Partial<Record<DraftPart, string>>;

const toLines = (pairs: Readonly<Record<string, string>> | undefined): string =>
  Object.entries(pairs ?? {})
    .map(([name, value]) => `${name} = ${value}`)
    .join('\n');

export const toDraft = ({
  list,
  fields,
  statuses,
  severities,
  labels,
}: AlertMapping): MappingDraft => ({
  list: list ?? '',
  fields: Object.fromEntries(
    mappedFields.map((field) => {
      const { from = [], otherwise = '' } = fields[field] ?? {};
      return [field, { from: from.join(', '), otherwise }];
    }),
  ) as MappingDraft['fields'],
  statuses: toLines(statuses),
  severities: toLines(severities),
  labels: toLines(labels),
});

/** Members stay in the order in which they were typed; a line without "=" has no meaning. */
const fromLines = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const at = line.lastIndexOf('=');
        return at === -1
          ? [line.trim(), '']
          : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
      }),
  );

const some = <T extends object>(map: T): T | undefined =>
  Object.keys(map).length > 0 ? map : undefined;

/** A pointer may hold a comma, but only behind a slash begins another one. */
const pointersOf = (text: string): string[] =>
  text
    .split(/,\s*(?=\/)/)
    .map((pointer) => pointer.trim())
    .filter((pointer) => pointer !== '');

const read = (draft: MappingDraft): unknown => ({
  ...(draft.list.trim() !== '' && { list: draft.list.trim() }),
  fields: Object.fromEntries(
    mappedFields.flatMap((field) => {
      const from = pointersOf(draft.fields[field].from);
      const otherwise = draft.fields[field].otherwise.trim();
      if (from.length === 0 && otherwise === '') return [];
      return [[field, { from, ...(otherwise !== '' && { otherwise }) }]];
    }),
  ),
  statuses: some(fromLines(draft.statuses)),
  severities: some(fromLines(draft.severities)),
  labels: some(fromLines(draft.labels)),
});

const meanings = (words: readonly string[]): string =>
  `Each line is "word = ${words.join(' | ')}".`;

const wordings: DraftProblems = {
  statuses: meanings(MappedStatus.options),
  severities: meanings(Severity.options),
  labels: 'Each line is "name = /pointer"; "* = /pointer" takes all members of an object.',
};

/** Which part of the page an issue is about. */
const partOf = (path: readonly PropertyKey[]): DraftPart => {
  const [first, second] = path;
  const part = first === 'fields' ? (second ?? 'name') : first;
  return String(part) as DraftPart;
};

/** The mapping, or what is wrong beside each part. */
export const readDraft = (
  draft: MappingDraft,
):
  | { mapping: AlertMapping; problems?: undefined }
  | { mapping?: undefined; problems: DraftProblems } => {
  const parsed = AlertMapping.safeParse(read(draft));
  if (parsed.success) return { mapping: parsed.data };
  const problems: DraftProblems = {};
  for (const { path, message } of parsed.error.issues) {
    const part = partOf(path);
    problems[part] ??= wordings[part] ?? `It ${message}.`;
  }
  return { problems };
};
