import { maskEmail, maskIp } from '../../access/mask.ts';

/** As OpenTelemetry's conventions name what tells who somebody is, old names among them. */
const emails = /(^|[._])e?mail$/i;
const addresses =
  /^(client|source|net\.peer|net\.sock\.peer|network\.peer|http\.client)[._](address|ip|addr)$|(^|[._])(client_ip|remote_addr|ip_address)$/i;
const hidden = /^(user_agent\.original|http\.user_agent|enduser\.name|user\.(name|full_name))$/i;
const forwarded = /x[-_]forwarded[-_]for|^http\.request\.header\.(cookie|authorization)$/i;

const hiddenText = '•••';

const mask = (name: string, value: unknown): unknown => {
  if (hidden.test(name) || forwarded.test(name)) return hiddenText;
  if (typeof value !== 'string') return value;
  if (emails.test(name)) return maskEmail(value);
  return addresses.test(name) ? maskIp(value) : value;
};

/** The same, without what names a person or their device. */
export const maskAttributes = (attributes: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, mask(name, value)]));
