import { IngestScope, KeyRole } from '@taffrail/contract';
import { bySystem } from '../access/audit.ts';
import { createKey, type KeySpec } from '../api-keys/create-key.ts';
import type { Command } from './command.ts';

/** `ingest` sends batches; `ingest:load_tests,autofix` what it names. */
const toScopes = (kind: string): IngestScope[] => {
  const names = kind === 'ingest' ? ['batch'] : kind.slice('ingest:'.length).split(',');
  const scopes = IngestScope.array().safeParse(names);
  if (scopes.success) return scopes.data;
  throw new Error(`The scopes of an ingest key are ${IngestScope.options.join(', ')}.`);
};

const toSpec = (kind: string, name: string): KeySpec => {
  const given = { name, origin: 'operator', createdBy: null } as const;
  if (kind.split(':', 1)[0] === 'ingest')
    return { ...given, kind: 'ingest', scopes: toScopes(kind) };
  const role = KeyRole.safeParse(kind);
  if (role.success) return { ...given, kind: 'api', role: role.data };
  throw new Error(`"${kind}" is neither ingest nor one of ${KeyRole.options.join(', ')}.`);
};

export const apiKeyCommand: Command = {
  usage: '<ingest[:scope,…]|role> <name>',
  summary: 'make an ingest key, or an API key with a role; it is shown once',
  async run({ db, clock, args, print }) {
    const [kind, ...words] = args;
    const name = words.join(' ').trim();
    if (kind === undefined || name === '') throw new Error('Say which kind of key, and its name.');
    const spec = toSpec(kind, name);
    const { key } = await db
      .transaction()
      .execute((tx) => createKey(tx, clock, { spec, by: bySystem('command line') }));
    print(key);
  },
};
