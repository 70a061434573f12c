import { titleOfRole } from '@taffrail/contract';
import { useNavigate } from '@tanstack/react-router';
import { CircleUserRound, Keyboard, LogOut, UserRoundCog } from 'lucide-react';
import { useMe, usePreferences } from '../../lib/me.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuChoice, MenuItem, MenuLine, MenuSwitch } from '../../ui/menu.tsx';
import { densityOptions, themeOptions, timesOptions } from '../../ui/preference-options.ts';

export function AccountMenu({ onHelp, onSignOut }: { onHelp: () => void; onSignOut: () => void }) {
  const me = useMe();
  const navigate = useNavigate();
  const [preferences, change] = usePreferences();
  return (
    <Menu
      defaultOpen
      trigger={
        <IconButton label={`Account of ${me.name}`}>
          <CircleUserRound size={18} aria-hidden />
        </IconButton>
      }
    >
      <div role="presentation" className="px-2 py-1.5">
        <div className="font-medium">{me.name}</div>
        <div className="text-compact text-muted">
          {me.email} · {titleOfRole(me.role)}
        </div>
      </div>
      <MenuLine />
      <MenuChoice
        label="Theme"
        value={preferences.theme}
        onChange={(theme) => change({ theme })}
        options={themeOptions}
      />
      <MenuChoice
        label="Rows"
        value={preferences.density}
        onChange={(density) => change({ density })}
        options={densityOptions}
      />
      <MenuChoice
        label="Times"
        value={preferences.times}
        onChange={(times) => change({ times })}
        options={timesOptions}
      />
      <MenuLine />
      <MenuSwitch
        checked={preferences.singleKeys}
        onChange={(singleKeys) => change({ singleKeys })}
      >
        Single-key shortcuts
      </MenuSwitch>
      <MenuItem
        onSelect={() => void navigate({ to: '/admin/account' })}
        icon={<UserRoundCog size={16} aria-hidden />}
      >
        Account and password
      </MenuItem>
      <MenuItem onSelect={onHelp} keys="?" icon={<Keyboard size={16} aria-hidden />}>
        Keyboard shortcuts
      </MenuItem>
      <MenuLine />
      <MenuItem onSelect={onSignOut} icon={<LogOut size={16} aria-hidden />}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
