import { Toast as Base } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { cx } from '../lib/class-names.ts';
import { buttonClass } from './button.tsx';
import { iconButtonClass } from './icon-button.tsx';
import { floating } from './looks.ts';
import { StatusIcon, type StatusName } from './status.tsx';
import type { ToastMessage } from './toast.ts';

const manager = Base.createToastManager<{ status: StatusName }>();

const show = ({ status, text, action }: ToastMessage): void => {
  const id = manager.add({
    title: text,
    priority: status === 'error' ? 'high' : 'low',
    timeout: 8000,
    data: { status },
    ...(action && {
      actionProps: {
        children: action.label,
        onClick: () => {
          action.run();
          manager.close(id);
        },
      },
    }),
  });
};

/** Every message of this visit, oldest first; each is shown once. */
export function Toasts({ messages }: { messages: readonly ToastMessage[] }) {
  const shown = useRef(0);
  useEffect(() => {
    for (const message of messages.slice(shown.current)) show(message);
    shown.current = messages.length;
  }, [messages]);
  return (
    <Base.Provider toastManager={manager} limit={3}>
      <Base.Viewport className="fixed right-4 bottom-[calc(var(--bottom-bar)+16px)] z-60 flex w-[min(400px,calc(100vw-32px))] flex-col gap-2">
        <ToastList />
      </Base.Viewport>
    </Base.Provider>
  );
}

function ToastList() {
  const { toasts } = Base.useToastManager<{ status: StatusName }>();
  return toasts.map((each) => (
    <Base.Root
      key={each.id}
      toast={each}
      data-toast
      className={cx(floating, 'flex items-center gap-2 py-1.5 pr-1.5 pl-3')}
    >
      <StatusIcon status={each.data?.status ?? 'info'} size={16} />
      <Base.Content className="flex flex-1 items-center gap-2">
        <Base.Title className="flex-1 py-1 text-body" render={<p />} />
        <Base.Action className={buttonClass('quiet', 'text-accent')} />
        <Base.Close aria-label="Dismiss" className={iconButtonClass()}>
          <X size={14} aria-hidden />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
