import { CircleUserRound } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useMe } from '../lib/me.ts';
import { IconButton } from '../ui/icon-button.tsx';

const load = () => import('./account-menu.tsx');
const AccountMenu = lazy(() => load().then((module) => ({ default: module.AccountMenu })));

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
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setOpened(true)}
    >
      <CircleUserRound size={18} aria-hidden />
    </IconButton>
  );
  if (!opened) return button;
  return (
    <Suspense fallback={button}>
      <AccountMenu {...props} />
    </Suspense>
  );
}
