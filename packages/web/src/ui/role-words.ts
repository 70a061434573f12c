import { Permission, permissionCatalogue, permissionsOf, type Role } from '@taffrail/contract';

/** Semicolons, because the words of a permission have commas of their own. */
export const wordsOf = (permissions: readonly Permission[]): string =>
  permissions.map((permission) => permissionCatalogue[permission]).join('; ');

/** What a role lacks is said where that is shorter. */
const fewMissing = 3;

/** What a role may do: "May do everything but invite and change operators." */
export const roleWords = (role: Role): string => {
  const granted = permissionsOf(role);
  const missing = Permission.options.filter((permission) => !granted.includes(permission));
  if (missing.length === 0) return 'May do everything.';
  if (missing.length <= fewMissing) return `May do everything but ${wordsOf(missing)}.`;
  return `May ${wordsOf(granted)}.`;
};

/** What somebody gains and loses with another role. */
export const roleChange = (
  from: Role,
  to: Role,
): { gained: readonly Permission[]; lost: readonly Permission[] } => {
  const [had, has] = [permissionsOf(from), permissionsOf(to)];
  return {
    gained: has.filter((permission) => !had.includes(permission)),
    lost: had.filter((permission) => !has.includes(permission)),
  };
};
