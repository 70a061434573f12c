import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

export const tabClass =
  'relative inline-flex h-9 items-center gap-1.5 px-3 text-body font-medium whitespace-nowrap ' +
  'text-muted no-underline hover:text-text aria-selected:text-text aria-[current]:text-text ' +
  'after:absolute after:inset-x-2 after:-bottom-px after:h-0.5 aria-selected:after:bg-accent ' +
  'aria-[current]:after:bg-accent coarse:h-11';

export interface TabsProps<V extends string> {
  label: string;
  value: V;
  onChange: (value: V) => void;
  tabs: readonly { value: V; label: ReactNode; content: ReactNode }[];
}

/** Parts of one page. Lists of links to views are `SavedViews`. */
export function Tabs<V extends string>({ label, value, onChange, tabs }: TabsProps<V>) {
  return (
    <Base.Root value={value} onValueChange={(next: V) => onChange(next)}>
      <Base.List aria-label={label} className="flex overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className={tabClass}>
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="pt-4">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
