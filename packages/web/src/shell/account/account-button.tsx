import { CircleUserRound } from 'lucide-react';
import { useState } from 'react';
import { useMe } from '../../lib/me.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { later } from '../../ui/later.tsx';

const AccountMenu = later(async () => (await import('./account-menu.tsx')).AccountMenu);

interface AccountButtonProps {
  onHelp: () => void;
  onSignOut: () => void;
}

/** The menu's code comes when the pointer or the focus does. */
export function AccountButton(props: AccountButtonProps) {
  const [opened, setOpened] = useState(false);
  const { name } = useMe();
  const button = (
    <IconButton
      label={`Account of ${name}`}
      aria-haspopup="menu"
      onPointerEnter={() => void AccountMenu.preload()}
      onFocus={() => void AccountMenu.preload()}
      onClick={() => setOpened(true)}
    >
      <CircleUserRound size={18} aria-hidden />
    </IconButton>
  );
  return opened ? <AccountMenu {...props} waiting={button} /> : button;
}
