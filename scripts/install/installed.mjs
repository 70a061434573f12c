// Whether node_modules is what package-lock.json says.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const stampOf = (checkout) => join(checkout, 'node_modules/.taffrail-install.json');
const npmsOwnOf = (checkout) => join(checkout, 'node_modules/.package-lock.json');
const lockfileOf = (checkout) => join(checkout, 'package-lock.json');

export function isInstalled(checkout) {
  const stamp = readIfThere(stampOf(checkout));
  return stamp === describeInstall(checkout) || hasWhatNpmRecorded(checkout);
}

/** Only after everything has succeeded. */
export function markInstalled(checkout) {
  writeFileSync(stampOf(checkout), describeInstall(checkout));
}

/** Before npm begins: an install that is interrupted must not look like a finished one. */
export function unmarkInstalled(checkout) {
  rmSync(stampOf(checkout), { force: true });
  rmSync(npmsOwnOf(checkout), { force: true });
}

function describeInstall(checkout) {
  const lockfile = createHash('sha256')
    .update(readFileSync(lockfileOf(checkout)))
    .digest('hex');
  return JSON.stringify({ lockfile, platform: process.platform, arch: process.arch });
}

/** Somebody ran `npm install` or `npm ci` by hand; npm writes its record when it has finished. */
function hasWhatNpmRecorded(checkout) {
  const record = readIfThere(npmsOwnOf(checkout));
  if (record === undefined) return false;
  const installed = JSON.parse(record).packages;
  const wanted = JSON.parse(readFileSync(lockfileOf(checkout), 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    if (!path.includes('node_modules/')) return true;
    const found = installed[path];
    // Packages of other platforms are in the lockfile and not on the disk.
    if (found === undefined) return optional === true;
    const isThere = existsSync(join(checkout, path, 'package.json'));
    return isThere && (link === true || found.version === version);
  });
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
