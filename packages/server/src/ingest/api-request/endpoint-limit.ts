const dayMs = 86_400_000;
/** More days than are accepted: those before are forgotten. */
const mostDays = 64;

/** Stands for all endpoints of a day that came when there were enough. */
export const otherEndpoint = '(other)';

/** Gives the endpoint by which a request is stored and counted. */
export type LimitEndpoint = (endpoint: string, createdAt: number) => string;

/**
 * A product that sends paths for endpoints would fill the rollups with a row for each: of a day (of
 * UTC) the first thousand are known, which are its usual ones, and the rest is one. Kept in memory:
 * each process, and each start of it, has a thousand of its own.
 */
export const createLimitEndpoint = (mostEndpoints = 1_000): LimitEndpoint => {
  const known = new Map<number, Set<string>>();
  return (endpoint, createdAt) => {
    const day = Math.floor(createdAt / dayMs);
    let ofDay = known.get(day);
    if (ofDay === undefined) {
      if (known.size >= mostDays) known.delete(Math.min(...known.keys()));
      known.set(day, (ofDay = new Set()));
    }
    if (ofDay.has(endpoint)) return endpoint;
    if (ofDay.size >= mostEndpoints) return otherEndpoint;
    ofDay.add(endpoint);
    return endpoint;
  };
};
