import {
  Permission,
  permissionCatalogue,
  permissionsOf,
  Role,
  titleOfRole,
} from '@taffrail/contract';
import { Check, Minus } from 'lucide-react';
import { roleWords } from '../../ui/role-words.ts';
import { useNarrow } from '../../ui/use-media.ts';

/** Which role may do what; on narrow screens, each role by itself. */
export function RoleMatrix() {
  return useNarrow() ? <RoleList /> : <Matrix />;
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function Matrix() {
  return (
    <table className="w-full border-collapse text-left text-compact">
      <caption className="sr-only">Permissions by role</caption>
      <thead className="text-muted">
        <tr className="h-9 border-b border-line">
          <th scope="col" className="px-3 pl-4 font-medium">
            Permission
          </th>
          {Role.options.map((role) => (
            <th key={role} scope="col" className="w-24 px-3 text-center font-medium">
              {titleOfRole(role)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Permission.options.map((permission) => (
          <tr key={permission} className="h-(--row) border-line not-first:border-t">
            <th scope="row" className="px-3 pl-4 font-normal">
              {capital(permissionCatalogue[permission])}
            </th>
            {Role.options.map((role) => (
              <td key={role} className="px-3 text-center">
                <Granted yes={permissionsOf(role).includes(permission)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Granted({ yes }: { yes: boolean }) {
  return (
    <>
      {yes ? (
        <Check size={16} aria-hidden className="inline text-ok" />
      ) : (
        <Minus size={16} aria-hidden className="inline text-edge" />
      )}
      <span className="sr-only">{yes ? 'Yes' : 'No'}</span>
    </>
  );
}

function RoleList() {
  return (
    <dl className="px-4 pb-4">
      {Role.options.map((role) => (
        <div key={role} className="py-2">
          <dt className="font-medium">{titleOfRole(role)}</dt>
          <dd className="text-muted">{roleWords(role)}</dd>
        </div>
      ))}
    </dl>
  );
}
