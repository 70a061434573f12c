import { titleOfRole, type ApiKey, type IngestScope } from '@taffrail/contract';

export const kindTitles = { ingest: 'Ingest', api: 'API' } as const satisfies Record<
  ApiKey['kind'],
  string
>;

export const scopeTitles = {
  batch: 'Batches of the SDK',
  load_tests: 'Reports of load tests',
  autofix: 'Attempts of agents (autofix)',
} as const satisfies Record<IngestScope, string>;

/** What a key is good for: its scopes, or the role that it acts with. */
export const rightsText = ({ scopes, role }: Pick<ApiKey, 'scopes' | 'role'>): string =>
  role === null ? scopes.join(', ') : titleOfRole(role);

/** Who made it, after "made 3 days ago". */
export const makerText = ({ origin, createdBy }: Pick<ApiKey, 'origin' | 'createdBy'>): string => {
  if (origin === 'environment') return 'from a variable';
  if (origin === 'first_start') return 'at the first start';
  return createdBy === null ? 'by a key' : `by ${createdBy}`;
};

/** What follows from revoking it. */
export const effectOfRevoking = (kind: ApiKey['kind']): string =>
  kind === 'ingest'
    ? 'What is sent with it is refused from now on, and whatever the sender cannot keep is lost.'
    : 'Programs that call the API with it are refused from now on.';
