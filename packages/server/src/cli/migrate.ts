import type { Command } from './command.ts';

/** Opening the database has done it: every command needs the schema as the code knows it. */
export const migrateCommand: Command = {
  usage: '',
  summary: 'bring the schema up to date, as every start does',
  async run({ print }) {
    print('The schema is up to date.');
  },
};
