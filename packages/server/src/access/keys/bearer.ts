/** The token of `Authorization: Bearer <token>` (RFC 6750); the scheme in any case. */
export const readBearer = (authorization: string | undefined): string | undefined =>
  /^Bearer +([A-Za-z0-9._~+/=-]{1,500}) *$/i.exec(authorization ?? '')?.[1];
