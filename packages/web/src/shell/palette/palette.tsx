import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, type NavigateOptions } from '@tanstack/react-router';
import { Search, X } from 'lucide-react';
import { useState } from 'react';
import { useCan, usePreferences } from '../../lib/me.ts';
import { useShortcuts } from '../../lib/use-shortcut.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { useLayer } from '../../ui/layers.tsx';
import { backdropClass } from '../../ui/looks.ts';
import type { NavigationGroup } from '../navigation/navigation.ts';
import { foundQuery, toFoundTargets } from './found-records.ts';
import { lookUp } from './record-lookup.ts';
import { useSettled } from './use-settled.ts';

interface PaletteProps {
  groups: readonly NavigationGroup[];
  onClose: () => void;
  onHelp: () => void;
  onSignOut: () => void;
}

interface Command {
  value: string;
  label: string;
  /** Found by these words too. */
  words: string;
  keys?: string | undefined;
  run: () => void;
}

interface CommandGroup {
  value: string;
  items: Command[];
}

export function Palette(props: PaletteProps) {
  const [text, setText] = useState('');
  const layer = useLayer();
  const groups = useCommands(props, text);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Portal container={layer}>
        <Dialog.Backdrop className={backdropClass} />
        <Dialog.Viewport className="fixed inset-0 z-50 flex justify-center p-4 pt-[12dvh] max-sm:p-0">
          <Dialog.Popup
            aria-label="Search"
            className="flex h-fit max-h-[min(70dvh,480px)] w-full max-w-140 flex-col overflow-hidden rounded-dialog border border-line bg-surface shadow-dialog max-sm:max-h-dvh max-sm:rounded-none"
          >
            <Autocomplete.Root
              open
              inline
              items={groups}
              value={text}
              onValueChange={setText}
              filter={(command: Command, query: string) => matches(command, query)}
              itemToStringValue={(command: Command) => command.label}
              autoHighlight="always"
              keepHighlight
            >
              <div className="flex items-center gap-2 border-b border-line px-4">
                <Search size={16} aria-hidden className="shrink-0 text-muted" />
                <Autocomplete.Input
                  aria-label="Search pages, actions and ids"
                  placeholder="Search pages and actions, or paste an id"
                  className="h-12 w-full bg-transparent text-title font-normal outline-none"
                />
                <Dialog.Close className="flex min-h-6 items-center text-muted coarse:size-11 coarse:justify-center">
                  <Kbd keys="Escape" />
                  <span className="sr-only">Close the search</span>
                  <X size={18} aria-hidden className="hidden coarse:block" />
                </Dialog.Close>
              </div>
              <div className="min-h-0 overflow-y-auto overscroll-contain">
                <Autocomplete.Empty>
                  <p className="px-4 py-6 text-muted">
                    Nothing is called that. Any id can be pasted here: of users, organizations,
                    records, runs, jobs, logs, traces and spans, a commit, an e-mail address.
                  </p>
                </Autocomplete.Empty>
                <Autocomplete.List className="p-2 data-empty:p-0">
                  {(group: CommandGroup) => <Group key={group.value} group={group} />}
                </Autocomplete.List>
              </div>
            </Autocomplete.Root>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Group({ group }: { group: CommandGroup }) {
  return (
    <Autocomplete.Group items={group.items} className="not-last:mb-2">
      <Autocomplete.GroupLabel className="px-2 py-1 text-caption text-muted">
        {group.value}
      </Autocomplete.GroupLabel>
      <Autocomplete.Collection>
        {(command: Command) => (
          <Autocomplete.Item
            key={command.value}
            value={command}
            onClick={command.run}
            className="flex min-h-9 items-center justify-between gap-4 rounded-control px-2 select-none data-highlighted:bg-sunken coarse:min-h-11"
          >
            {command.label}
            {command.keys && <Kbd keys={command.keys} />}
          </Autocomplete.Item>
        )}
      </Autocomplete.Collection>
    </Autocomplete.Group>
  );
}

/** Every word of the query begins a word of the command. */
const matches = (command: Command, query: string): boolean => {
  const words = `${command.label} ${command.words}`.toLowerCase().split(/\s+/);
  return (
    command.words === query.trim() ||
    query
      .toLowerCase()
      .split(/\s+/)
      .every((part) => words.some((word) => word.startsWith(part)))
  );
};

const useCommands = (
  { groups, onClose, onHelp, onSignOut }: PaletteProps,
  text: string,
): CommandGroup[] => {
  const navigate = useNavigate();
  const [, change] = usePreferences();
  const mayReadActivity = useCan('activity.read');
  const shortcuts = useShortcuts();
  const command = (label: string, run: () => void, words = '', keys?: string): Command => ({
    value: `${label} ${words}`,
    label,
    words,
    keys,
    run: () => {
      onClose();
      run();
    },
  });
  const pages = groups
    .flatMap((group) => group.items)
    .map((page) =>
      command(
        page.title,
        () => void navigate({ to: page.to }),
        page.synonyms,
        page.key && `g ${page.key}`,
      ),
    );
  const here = shortcuts
    .filter((shortcut) => shortcut.group === 'This page')
    .map((shortcut) => command(shortcut.label, shortcut.run, '', shortcut.keys));
  const settled = useSettled(text.trim());
  const { data: found } = useQuery(foundQuery(settled));
  const known = toFoundTargets(found?.items ?? []).map(({ label, target }) =>
    command(label, () => void navigate(target as NavigateOptions), settled),
  );
  // Where it may be looked for, as long as nobody knows what it belongs to.
  const guesses =
    mayReadActivity && known.length === 0
      ? lookUp(text).map((hit) =>
          command(
            hit.label,
            () =>
              void navigate({ to: hit.to, search: { range: hit.search.range, f: hit.search.f } }),
            text.trim(),
          ),
        )
      : [];
  return [
    { value: 'Pages', items: pages },
    { value: 'This page', items: here },
    {
      value: 'Actions',
      items: [
        command('Use the light theme', () => change({ theme: 'light' }), 'appearance'),
        command('Use the dark theme', () => change({ theme: 'dark' }), 'appearance'),
        command('Use the theme of the system', () => change({ theme: 'system' }), 'appearance'),
        command(
          'Account and password',
          () => void navigate({ to: '/admin/account' }),
          'change profile preferences',
        ),
        command('Show the keyboard shortcuts', onHelp, 'help', '?'),
        command('Sign out', onSignOut, 'log out leave'),
      ],
    },
    { value: `“${text.trim()}”`, items: [...known, ...guesses] },
  ].filter((group) => group.items.length > 0);
};
