import { titleOfRole, type ApiKey } from '@taffrail/contract';

export const kindTitles = { ingest: 'Ingest', api: 'API' } as const satisfies Record<
  ApiKey['kind'],
  string
>;

/** `Send batches`, or `As an operator`: what a key is good for. */
export const mayText = ({ kind, role }: Pick<ApiKey, 'kind' | 'role'>): string => {
  if (kind === 'ingest') return 'Send batches';
  if (role === null) return 'Nothing';
  const title = titleOfRole(role).toLowerCase();
  return `Act as ${/^[aeiou]/.test(title) ? 'an' : 'a'} ${title}`;
};

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
