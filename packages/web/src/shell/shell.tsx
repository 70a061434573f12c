import { Outlet, useMatches, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { announce } from '../lib/announce.ts';
import { useMe, usePreferences } from '../lib/me.ts';
import { TimeZone, timeZoneOf } from '../lib/time/time-zone.ts';
import { keyboard, useShortcut } from '../lib/use-shortcut.ts';
import { later } from '../ui/later.tsx';
import { Main } from '../ui/layers.tsx';
import { PageSlotsContext } from '../ui/page-slots.tsx';
import { useMedia } from '../ui/use-media.ts';
import { DemoBanner, IgnoredParametersNotice, OfflineBanner } from './banners.tsx';
import { BottomBar } from './navigation/bottom-bar.tsx';
import { navigationFor, type NavigationItem } from './navigation/navigation.ts';
import { ForbiddenPage } from './plain-pages.tsx';
import { Sidebar } from './navigation/sidebar.tsx';
import { ToastHost } from './toast-host.tsx';
import { TopBar } from './top-bar.tsx';
import { useLive } from './use-live.ts';
import { useSignOut } from './account/use-sign-out.ts';

const HelpDialog = later(async () => (await import('./help-dialog.tsx')).HelpDialog);
const Palette = later(async () => (await import('./palette/palette.tsx')).Palette);

/** What is around every page of the console. */
export function Shell() {
  const me = useMe();
  const [preferences, change] = usePreferences();
  const { tz } = useSearch({ strict: false });
  const [overlay, setOverlay] = useState<'palette' | 'help' | null>(null);
  const [range, setRange] = useState<HTMLElement | null>(null);
  const [refresh, setRefresh] = useState<HTMLElement | null>(null);
  const signOut = useSignOut();
  const groups = navigationFor(me.permissions);
  // Between a phone and a desk the page needs the room more than the words of the navigation.
  const narrow = useMedia('(width < 64rem)');
  const collapsed = narrow || preferences.navigation === 'collapsed';
  const toggle = narrow
    ? undefined
    : (): void => change({ navigation: collapsed ? 'open' : 'collapsed' });
  const openPalette = (): void => setOverlay('palette');
  const openHelp = (): void => setOverlay('help');

  useLive();
  useSilenceAfterwards();
  useFocusOnPageChange();
  useEffect(() => keyboard.setSingleKeys(preferences.singleKeys), [preferences.singleKeys]);
  useShortcut('Ctrl+k', 'Search everything', openPalette, 'Everywhere');
  useShortcut('?', 'Show the shortcuts', openHelp, 'Everywhere');
  useShortcut('[', 'Collapse the navigation', toggle, 'Everywhere');

  return (
    <TimeZone value={timeZoneOf(tz, me.reportingTimeZone)}>
      <PageSlotsContext value={{ range, refresh }}>
        <div className="flex" data-density={preferences.density}>
          {groups.flatMap((group) => group.items.map((item) => <GoTo key={item.to} item={item} />))}
          <Sidebar groups={groups} collapsed={collapsed} onToggle={toggle} />
          <div className="min-w-0 flex-1">
            <TopBar
              onSearch={openPalette}
              onHelp={openHelp}
              onSignOut={signOut}
              rangeSlot={setRange}
              refreshSlot={setRefresh}
            />
            <DemoBanner />
            <Main className="mx-auto max-w-400 p-6 pb-[calc(var(--bottom-bar)+24px)] outline-none max-sm:px-4 max-sm:pt-4">
              <OfflineBanner />
              <IgnoredParametersNotice />
              <PermittedPage />
              <ToastHost />
              {overlay === 'help' && <HelpDialog onClose={() => setOverlay(null)} />}
              {overlay === 'palette' && (
                <Palette
                  groups={groups}
                  onClose={() => setOverlay(null)}
                  onHelp={openHelp}
                  onSignOut={signOut}
                />
              )}
            </Main>
          </div>
          <BottomBar groups={groups} onSearch={openPalette} />
        </div>
      </PageSlotsContext>
    </TimeZone>
  );
}

/** `g` and the page's letter. */
function GoTo({ item }: { item: NavigationItem }) {
  const navigate = useNavigate();
  const go = item.key ? (): void => void navigate({ to: item.to }) : undefined;
  useShortcut(`g ${item.key ?? ''}`, `Go to ${item.title}`, go, 'Go to');
  return null;
}

function PermittedPage() {
  const { permissions } = useMe();
  const page = useMatches().findLast((match) => match.staticData.permission)?.staticData;
  return page?.permission && !permissions.includes(page.permission) ? (
    <ForbiddenPage title={page.title ?? 'Forbidden'} permission={page.permission} />
  ) : (
    <Outlet />
  );
}

/** A new page is read from its heading on; the first one keeps the focus where the browser put it. */
const useFocusOnPageChange = (): void => {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (!fromLocation || !pathChanged) return;
        document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
      }),
    [router],
  );
};

/** What was said to one operator is not there for the next. */
const useSilenceAfterwards = (): void => {
  useEffect(
    () => () => {
      announce('');
      announce('', 'assertive');
    },
    [],
  );
};
