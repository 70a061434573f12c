/** What is left of personal data for those who may not see it: enough to tell two apart. */

/** `ada@example.com` as `a•••@example.com`. */
export const maskEmail = (email: string): string => {
  const at = email.lastIndexOf('@');
  return at < 1 ? '•••' : `${email.slice(0, 1)}•••${email.slice(at)}`;
};

/** The network without the host: `203.0.113.7` as `203.0.113.•••`, IPv6 its first three groups. */
export const maskIp = (ip: string): string => {
  const version4 = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(ip)?.[1];
  if (version4 !== undefined) return `${version4}.•••`;
  const [head = ''] = ip.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  return [...groups.slice(0, 3), '•••'].join(':');
};
