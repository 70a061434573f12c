import { apiKeyCommand } from './cli/api-key.ts';
import type { Command } from './cli/command.ts';
import { migrateCommand } from './cli/migrate.ts';
import { openForCommand } from './cli/open-for-command.ts';
import { resetPasswordCommand } from './cli/reset-password.ts';
import { loadConfig } from './config.ts';
import { systemClock } from './platform/clock.ts';
import { createLogger } from './platform/log.ts';

/** The operator's commands: `npm run taffrail -- <command>`. */
const commands = new Map<string, Command>([
  ['reset-password', resetPasswordCommand],
  ['api-key', apiKeyCommand],
  ['migrate', migrateCommand],
]);

const usage = (): string => {
  const rows = [...commands].map(
    ([name, command]) => `  ${`${name} ${command.usage}`.padEnd(30)}${command.summary}`,
  );
  return ['Usage: npm run taffrail -- <command>', '', ...rows].join('\n');
};

const run = async ([name = '', ...args]: readonly string[]): Promise<void> => {
  const command = commands.get(name);
  if (command === undefined) throw new Error(usage());
  const read = loadConfig([]);
  if (!read.ok) throw new Error(read.message);
  const log = createLogger({ level: read.config.logLevel });
  await using database = await openForCommand(read.config, log);
  await command.run({ db: database.db, clock: systemClock, args, print: console.log });
};

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
