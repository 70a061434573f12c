import { apiKeyCommand } from './cli/api-key.ts';
import { chooseConsole } from './cli/choose-console.ts';
import type { Command } from './cli/command.ts';
import { loadProductOf } from './cli/load-product.ts';
import { loadTestCommand } from './cli/load-test.ts';
import { migrateCommand } from './cli/migrate.ts';
import { openForCommand } from './cli/open-for-command.ts';
import { resetPasswordCommand } from './cli/reset-password.ts';
import { loadConfig, type Config } from './config.ts';
import { systemClock } from './platform/clock.ts';
import { createLogger } from './platform/log.ts';

/** The operator's commands: `npm run taffrail -- <command>`. */
const commands = new Map<string, Command>([
  ['reset-password', resetPasswordCommand],
  ['api-key', apiKeyCommand],
  ['load-test', loadTestCommand],
  ['migrate', migrateCommand],
]);

const usage = (): string => {
  const rows = [...commands].map(
    ([name, command]) => `  ${`${name} ${command.usage}`.padEnd(30)}${command.summary}`,
  );
  return [
    'Usage: npm run taffrail -- <command>',
    '',
    ...rows,
    '',
    'With a demo and a clean console here, --demo or --no-demo says which is meant.',
  ].join('\n');
};

const isFlag = (argument: string): boolean => /^--(?:no-)?demo$/.test(argument);

const readOrThrow = (flags: readonly string[]): Config => {
  const read = loadConfig(flags);
  if (!read.ok) throw new Error(read.message);
  return read.config;
};

const run = async ([name = '', ...given]: readonly string[]): Promise<void> => {
  const command = commands.get(name);
  if (command === undefined) throw new Error(usage());
  const args = given.filter((argument) => !isFlag(argument));
  const { config, note } = await chooseConsole(readOrThrow, given.filter(isFlag));
  // Beside what is printed, which may go into a variable or a file.
  if (note !== undefined) console.error(note);
  const log = createLogger({ level: config.logLevel });
  await using database = await openForCommand(config, log);
  await command.run({
    db: database.db,
    clock: systemClock,
    args,
    print: console.log,
    loadProduct: () => loadProductOf(config),
  });
};

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
