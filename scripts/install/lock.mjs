// One install per checkout at a time, also after one was killed and left its npm running.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Runs the work when nobody else installs; it may name child processes that hold the lock too. */
export async function withLock(checkout, work) {
  // Not in node_modules, which `npm ci` empties.
  const folder = join(checkout, '.taffrail');
  const file = join(folder, 'install.lock');
  mkdirSync(folder, { recursive: true });
  await take(file);
  try {
    await work({ alsoHeldBy: (pid) => replace(file, [process.pid, pid]) });
  } finally {
    rmSync(file, { force: true });
  }
}

async function take(file) {
  let announced = false;
  while (!create(file, [process.pid])) {
    const text = readIfThere(file);
    const holder = text && parse(text).find((it) => it.start === startOf(it.pid));
    if (holder) {
      if (!announced) console.log(`Waiting for process ${holder.pid}, which is installing …`);
      announced = true;
      await sleep(200);
    } else if (text !== undefined) removeAbandoned(file, text);
  }
}

/** Created whole or not at all: a link, unlike a rename, fails when the name is taken. */
function create(file, pids) {
  const draft = writeDraft(file, pids);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function replace(file, pids) {
  renameSync(writeDraft(file, pids), file);
}

function writeDraft(file, pids) {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, JSON.stringify(pids.map((pid) => ({ pid, start: startOf(pid) }))));
  return draft;
}

/** Moved aside first: what is moved may be the lock that a faster process has just taken. */
function removeAbandoned(file, abandoned) {
  const aside = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (readFileSync(aside, 'utf8') === abandoned) rmSync(aside);
  else renameSync(aside, file);
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return [];
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** When the process started, so that a later one with its pid is not taken for it. */
function startOf(pid) {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
    // Behind the name in parentheses: the state, and 19 fields on the start in clock ticks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? null : fields[19];
  } catch {
    return null;
  }
}
