import { titleOfRole, type Role } from '@taffrail/contract';
import { useId } from 'react';
import { roleWords } from './role-words.ts';

interface RoleChoiceProps<R extends Role> {
  /** Those that may be given. */
  roles: readonly R[];
  value: R;
  onChange: (role: R) => void;
}

/** A role, each with what it may do. */
export function RoleChoice<R extends Role>({ roles, value, onChange }: RoleChoiceProps<R>) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1 text-body font-medium">Role</legend>
      <div className="divide-y divide-line rounded-control border border-edge">
        {roles.map((role) => (
          <div key={role} className="relative flex gap-2.5 px-3 py-2 has-checked:bg-sunken">
            <input
              id={`${name}-${role}`}
              type="radio"
              name={name}
              value={role}
              checked={role === value}
              onChange={() => onChange(role)}
              aria-describedby={`${name}-${role}-may`}
              className="relative z-1 mt-0.5 size-4 shrink-0 accent-accent"
            />
            <div>
              {/* All of the row chooses. */}
              <label
                htmlFor={`${name}-${role}`}
                className="font-medium after:absolute after:inset-0"
              >
                {titleOfRole(role)}
              </label>
              <p id={`${name}-${role}-may`} className="text-compact text-muted">
                {roleWords(role)}
              </p>
            </div>
          </div>
        ))}
      </div>
    </fieldset>
  );
}
