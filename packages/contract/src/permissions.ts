/**
 * The catalogue of permissions. Default deny: what a role does not list, it may not do.
 * The words are what the console shows when one is missing. Without schemas, which the first page
 * does without (`permission-names.ts` has them).
 */
export const permissionCatalogue = {
  'dashboard.read': 'see the dashboard',
  'activity.read': 'read the activity log',
  'activity.export': 'export the activity log',
  'operations.read': 'see requests, errors and response times',
  'customers.read': 'see organizations and users',
  'search_trends.read': 'see what customers search for',
  'search_trends.manage': 'say which search terms mean the same',
  'traces.read': 'see all that belongs to one request',
  'revenue.read': 'see revenue and subscriptions',
  'usage.read': 'see AI jobs and what they cost',
  'pipelines.read': 'see pipelines, their runs and scores',
  'incidents.read': 'see alerts, incidents and what was done about them',
  'incidents.act': 'acknowledge, resolve and change incidents and alerts',
  'runs.retry': 'have failed runs tried again',
  'pii.read': 'see e-mail addresses, IP addresses and user agents',
  'keys.manage': 'create and revoke keys',
  'sources.manage': 'connect what sends to the console',
  'inbox.read': 'see what sources sent, word for word',
  'inbox.replay': 'read again what sources sent',
  'checks.run': "run checks and count the product's database now",
  'checks.manage': 'say what is checked, how often, and what is bad',
  'channels.manage': 'say where messages go, and try it',
  'load_tests.manage': 'say what runs of load tests are compared with',
  'prices.manage': 'say what models cost, and cost jobs again',
  'budgets.manage': 'set budgets of AI cost',
  'operators.manage': 'invite and change operators',
  'audit_log.read': 'read the audit log',
} as const;

type PermissionName = keyof typeof permissionCatalogue;
export const permissionNames = Object.keys(permissionCatalogue) as PermissionName[];

export const isPermission = (value: unknown): value is PermissionName =>
  typeof value === 'string' && Object.hasOwn(permissionCatalogue, value);

const aboutMoney: ReadonlySet<PermissionName> = new Set(['prices.manage', 'budgets.manage']);
const roleCatalogue = {
  owner: { title: 'Owner', permissions: permissionNames },
  operator: {
    title: 'Operator',
    permissions: permissionNames.filter(
      (permission) => permission !== 'operators.manage' && !aboutMoney.has(permission),
    ),
  },
  finance: {
    title: 'Finance',
    permissions: [
      'dashboard.read',
      'customers.read',
      'revenue.read',
      'usage.read',
      'pii.read',
      'prices.manage',
      'budgets.manage',
    ],
  },
  support: {
    title: 'Support',
    permissions: [
      'dashboard.read',
      'activity.read',
      'operations.read',
      'customers.read',
      'search_trends.read',
      'traces.read',
      'pipelines.read',
      'incidents.read',
    ],
  },
  viewer: {
    title: 'Viewer',
    permissions: [
      'dashboard.read',
      'activity.read',
      'operations.read',
      'search_trends.read',
      'traces.read',
      'pipelines.read',
      'incidents.read',
      'usage.read',
    ],
  },
} as const satisfies Record<string, { title: string; permissions: readonly PermissionName[] }>;

type RoleName = keyof typeof roleCatalogue;
export const roleNames = Object.keys(roleCatalogue) as RoleName[];

export const permissionsOf = (role: RoleName): readonly PermissionName[] =>
  roleCatalogue[role].permissions;
export const titleOfRole = (role: RoleName): string => roleCatalogue[role].title;

/** The roles that grant a permission: whom to ask for it. */
export const rolesWith = (permission: PermissionName): RoleName[] =>
  roleNames.filter((role) => permissionsOf(role).includes(permission));
