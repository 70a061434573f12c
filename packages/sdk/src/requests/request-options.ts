import type { Session } from '../capture/session.ts';

export interface RequestOptions<Request> {
  /** Whose request it was; asked once the response is done. May throw: then it is nobody's. */
  session?: ((request: Request) => Session | null | undefined) | undefined;
  /**
   * The pattern of the route, where the framework does not tell it or another is wanted; never the
   * path itself, which has ids in it. Undefined leaves it to the framework.
   */
  route?: ((request: Request) => string | undefined) | undefined;
  /**
   * Above 0, below 1: about this share of the requests is sent, each with the number that it stands
   * for. Totals, error rates and percentiles stay what they are; organization, user and trace are
   * those of the requests sent. Default 1, everything.
   */
  sample?: number | undefined;
}

/** A request for which no route was found, or that was answered before the router. */
export const unmatched = '(unmatched)';

/** nginx's number for a client that went away before it had its response. */
export const clientClosedRequest = 499;
