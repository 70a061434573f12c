import { doesAnswer, unreachable } from '../lib/api.ts';

/**
 * Code that comes later. When it does not come, either a new build took it away (the router then
 * loads the page anew, which brings the new one), or the console is away: loading anew would put the
 * browser's own error in its place, so that is an error of ours.
 */
export const laterCode =
  <M>(load: () => Promise<M>) =>
  async (): Promise<M> => {
    try {
      return await load();
    } catch (error) {
      throw (await doesAnswer()) ? error : unreachable();
    }
  };
