import { loadConfig } from './config.ts';
import { systemClock } from './platform/clock.ts';
import { createLogger } from './platform/log.ts';
import { startConsole, type RunningConsole } from './start-console.ts';
import { createOwnLogs } from './system-logs/own-logs/own-logs.ts';
import { welcomeScreen } from './welcome.ts';

/** A stop that takes longer than this is given up: what was acknowledged is durable already. */
const stopWithinMs = 30_000;

const fail = (message: string): never => {
  process.stderr.write(`\n${message}\n\n`);
  process.exit(1);
};

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Ends with 0 after a signal, once everything accepted is committed and the database stopped. */
const stopOnSignal = (starting: Promise<RunningConsole>): void => {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => fail('Stopping took too long.'), stopWithinMs).unref();
    await (await starting).stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      stop().catch((error: unknown) => fail(messageOf(error)));
    });
};

const read = loadConfig();
if (!read.ok) fail(read.message);
else {
  const { config, warnings } = read;
  const ownLogs = createOwnLogs({ clock: systemClock });
  const log = createLogger({ level: config.logLevel, onTrouble: ownLogs.take });
  for (const warning of warnings) log.warn(warning);
  const starting = startConsole(config, log, ownLogs);
  stopOnSignal(starting);
  try {
    const { welcome } = await starting;
    process.stdout.write(welcome ? welcomeScreen(welcome) : 'Taffrail works in the background.\n');
  } catch (error) {
    log.debug({ err: error }, 'start failed');
    fail(messageOf(error));
  }
}
