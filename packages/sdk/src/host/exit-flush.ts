/** One listener for all clients of a process: Node warns on the host's terminal about the eleventh. */

type FlushAtExit = () => Promise<unknown>;

const flushes = new Set<FlushAtExit>();

/** `beforeExit` comes again after each flush, so each client gets one. */
function flushOnce(): void {
  const waiting = [...flushes];
  flushes.clear();
  process.removeListener('beforeExit', flushOnce);
  for (const flush of waiting) void flush();
}

/**
 * Runs `flush` once, when the process has nothing left to do; not at all with a limit of 0. Returns
 * how to take that back.
 */
export function flushBeforeExit(limitMs: number, flush: FlushAtExit): () => void {
  if (limitMs === 0) return () => {};
  if (flushes.size === 0) process.on('beforeExit', flushOnce);
  flushes.add(flush);
  return () => {
    flushes.delete(flush);
    if (flushes.size === 0) process.removeListener('beforeExit', flushOnce);
  };
}
