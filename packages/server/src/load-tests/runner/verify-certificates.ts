import tls from 'node:tls';

/**
 * From now on no TLS connection of this process is made to whoever has no good certificate:
 * autocannon asks for none, and has no option for it.
 *
 * @param trusted PEM, of who may vouch for one
 */
export const verifyCertificates = (trusted: readonly string[]): void => {
  tls.setDefaultCACertificates(trusted);
  const { connect } = tls;
  const connectVerified = (port: number, host: string, options: tls.ConnectionOptions) =>
    connect(port, host, { ...options, rejectUnauthorized: true });
  Object.assign(tls, { connect: connectVerified });
};
