import { IncomingMessage, ServerResponse, type OutgoingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

const none = ["'none'"];
const own = ["'self'"];

/** No inline script, no inline style, nothing from elsewhere, never in a frame. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: none,
    scriptSrc: own,
    styleSrc: own,
    imgSrc: [...own, 'data:'],
    connectSrc: own,
    manifestSrc: own,
    baseUri: none,
    formAction: own,
    frameAncestors: none,
  },
};

/**
 * What every answer carries. Helmet would put the same together anew for each.
 *
 * @param https whether browsers may be told never to come by http again
 */
export const securityHeaders = (https: boolean): OutgoingHttpHeaders => {
  const answer = new ServerResponse(new IncomingMessage(new Socket()));
  const setHeaders = helmet({
    contentSecurityPolicy,
    strictTransportSecurity: https ? { maxAge: 31_536_000 } : false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  setHeaders(answer.req, answer, (error) => {
    if (error) throw error;
  });
  return answer.getHeaders();
};
