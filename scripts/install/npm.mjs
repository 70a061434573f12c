// Child processes that install: silent unless they fail.
import { spawn } from 'node:child_process';
import { delimiter, sep } from 'node:path';

export function runNpm(checkout, args, lock) {
  return run('npm', args, { cwd: checkout, checkout, lock });
}

/**
 * Programs are found outside the checkout, because those inside are what is being replaced.
 * Rejects with everything the program said when it fails.
 */
export async function run(program, args, { cwd, checkout, lock }) {
  const child = spawn(program, args, {
    cwd,
    env: cleanEnvironment(checkout),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  const passOn = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, passOn);
  try {
    await new Promise((resolve, reject) => {
      child.once('spawn', () => lock.alsoHeldBy(child.pid));
      child.once('error', reject);
      child.once('close', (code, signal) => {
        if (code === 0) return resolve();
        const said = Buffer.concat(output).toString().trim();
        reject(new Error(`${program} ${args[0]} ended with ${signal ?? code}:\n${said}`));
      });
    });
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, passOn);
  }
}

/** `npm start` hands its own command line on in npm_config_…, which is not meant for this install. */
function cleanEnvironment(checkout) {
  const ofOneCommand =
    /^npm_config_(workspaces?|include_workspace_root|global|location|dry_run|omit|include|only|production|package_lock.*|json|prefix)$/i;
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !ofOneCommand.test(name)),
  );
  const inCheckout = `${checkout}${sep}`;
  const path = (process.env.PATH ?? '').split(delimiter);
  env.PATH = path.filter((folder) => !folder.startsWith(inCheckout)).join(delimiter);
  return env;
}
