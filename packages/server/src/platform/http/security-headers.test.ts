import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/server.ts';
import { securityHeaders } from './security-headers.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

describe('every answer', () => {
  it.each(['GET /livez', 'GET /api/v1/me', 'GET /nothing', 'POST /ingest/v1/batch', 'GET /%'])(
    'carries the security headers: %s',
    async (route) => {
      const { headers } = await server.inject(route);
      expect(headers).toMatchObject({
        'content-security-policy':
          "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;" +
          "connect-src 'self';manifest-src 'self';base-uri 'none';form-action 'self';" +
          "frame-ancestors 'none'",
        'cross-origin-opener-policy': 'same-origin',
        'referrer-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
    },
  );

  it('pins https only where the console is reached by it', () => {
    expect(securityHeaders(true)['strict-transport-security']).toMatch(/^max-age=31536000/);
    expect(securityHeaders(false)).not.toHaveProperty('strict-transport-security');
  });
});
