import type { FoundRecord, Permission } from '@taffrail/contract';
import { may, type Caller } from '../../access/caller.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { limitStatements } from '../../platform/db/statement-limit.ts';
import { isUuid, toProductId } from '../../platform/ids.ts';
import type { AppContext } from '../../slice.ts';
import {
  findAlert,
  findAnalysisRun,
  findCheck,
  findCheckRun,
  findIncident,
  findIncidentByNumber,
  findNotification,
} from './incidents.store.ts';
import {
  findActivity,
  findAiJob,
  findAutofixRun,
  findAutofixRunsByCommit,
  findErrorGroup,
  findLoadTestRun,
  findLog,
  findOrganization,
  findPipelineRun,
  findResource,
  findSpan,
  findStageExecution,
  findTrace,
  findUser,
  findUsersByEmail,
  type FoundRow,
  type Moment,
  type RecordKind,
} from './lookup.store.ts';

/** Whoever pastes an id waits no longer than this for any of its tables. */
const statementMs = 1_000;
/** Clocks of what makes an id and what it is of are this close. */
const aroundMs = 2_000;

type Find = (trx: Transaction, text: string) => Promise<FoundRow[]>;

interface Search {
  readonly kind: RecordKind;
  readonly permissions: readonly Permission[];
  readonly find: Find;
  /** Its ids are the console's own: what has one is nothing else. */
  readonly isOurs?: true;
}

/** The moment that a UUID of version 7 tells. */
const momentOf = (id: string): Moment | undefined => {
  if (id.charAt(14) !== '7') return undefined;
  const ms = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  return { from: new Date(ms - aroundMs), to: new Date(ms + aroundMs) };
};

const inLog =
  (find: (trx: Transaction, id: string, moment: Moment) => Promise<FoundRow[]>): Find =>
  async (trx, id) => {
    const moment = momentOf(id);
    return moment ? find(trx, id, moment) : [];
  };

const inTraces: Search = { kind: 'trace', permissions: ['traces.read'], find: findTrace };
const bySpanId: Search = { kind: 'span', permissions: ['traces.read'], find: findSpan };
const onResource: Search = { kind: 'resource', permissions: ['activity.read'], find: findResource };

/** By the product's own id, which need not be a UUID. */
const ofCustomers: readonly Search[] = [
  {
    kind: 'organization',
    permissions: ['customers.read'],
    find: (trx, text) => findOrganization(trx, toProductId('organization', text)),
  },
  {
    kind: 'user',
    permissions: ['customers.read'],
    find: (trx, text) => findUser(trx, toProductId('user', text)),
  },
];

const ofIncidents: readonly Search[] = (
  [
    { kind: 'incident', find: findIncident },
    { kind: 'alert', find: findAlert },
    { kind: 'check', find: findCheck },
    { kind: 'check_run', find: findCheckRun },
    { kind: 'analysis_run', find: findAnalysisRun },
    { kind: 'notification', find: findNotification },
  ] as const
).map((search) => ({ ...search, permissions: ['incidents.read'], isOurs: true }));

const byUuid: readonly Search[] = [
  ...ofIncidents,
  ...ofCustomers,
  { kind: 'ai_job', permissions: ['usage.read'], find: findAiJob },
  { kind: 'pipeline_run', permissions: ['pipelines.read'], find: findPipelineRun },
  { kind: 'stage_execution', permissions: ['pipelines.read'], find: inLog(findStageExecution) },
  { kind: 'error_group', permissions: ['operations.read'], find: findErrorGroup },
  { kind: 'load_test_run', permissions: ['operations.read'], find: findLoadTestRun },
  { kind: 'autofix_run', permissions: ['operations.read'], find: findAutofixRun },
  { kind: 'activity', permissions: ['activity.read'], find: inLog(findActivity) },
  { kind: 'log', permissions: ['operations.read'], find: inLog(findLog) },
  inTraces,
  onResource,
];

const byEmail: readonly Search[] = [
  { kind: 'user', permissions: ['customers.read', 'pii.read'], find: findUsersByEmail },
];

const byNumber: readonly Search[] = [
  { kind: 'incident', permissions: ['incidents.read'], find: findIncidentByNumber },
];

const byCommit: Search = {
  kind: 'autofix_run',
  permissions: ['operations.read'],
  find: (trx, sha) => findAutofixRunsByCommit(trx, sha.toLowerCase()),
};

/** As many digits as a number of incidents can have. */
const incidentNumber = /^#\d{1,15}$/;
const email = /^[^\s@]+@[^\s@]+$/;
const commit = /^[0-9a-f]{7,40}$/i;
const spanId = /^[0-9a-f]{16}$/;
const hex = /^[0-9a-f]+$/i;
/** The header by which requests carry their trace (W3C Trace Context). */
const traceparent = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Where a text may be looked for, by its form. */
const searchesFor = (text: string): readonly Search[] => {
  if (isUuid(text)) return byUuid;
  if (incidentNumber.test(text)) return byNumber;
  if (email.test(text)) return byEmail;
  if (/\s/.test(text)) return [];
  return [
    inTraces,
    ...(spanId.test(text) ? [bySpanId] : []),
    ...(commit.test(text) ? [byCommit] : []),
    ...ofCustomers,
    onResource,
  ];
};

/** Ids that are hexadecimal are kept in small letters, whoever writes them large. */
const normalize = (text: string): string =>
  traceparent.exec(text)?.[1] ?? (isUuid(text) || hex.test(text) ? text.toLowerCase() : text);

/** What an id belongs to, of what the caller may see. */
export const lookUp = (
  { db }: Pick<AppContext, 'db'>,
  given: string,
  caller: Caller,
): Promise<FoundRecord[]> => {
  const text = normalize(given.trim());
  const searches = searchesFor(text).filter(({ permissions }) =>
    permissions.every((permission) => may(caller, permission)),
  );
  if (searches.length === 0) return Promise.resolve([]);
  return readSnapshot(db, async (trx) => {
    await limitStatements(trx, statementMs);
    const found: FoundRecord[] = [];
    for (const { kind, find, isOurs } of searches) {
      for (const row of await find(trx, text))
        found.push({
          kind,
          id: row.id,
          label: row.label ?? row.id,
          traceId: row.trace_id,
          createdAt: row.created_at?.toISOString() ?? null,
        });
      if (isOurs && found.length > 0) break;
    }
    return found;
  });
};
