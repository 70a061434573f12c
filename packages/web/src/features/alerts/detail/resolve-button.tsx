import type { AlertDetail } from '@taffrail/contract';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { ApiError } from '../../../lib/api.ts';
import { useCan } from '../../../lib/me.ts';
import { useShortcut } from '../../../lib/use-shortcut.ts';
import { Button } from '../../../ui/button.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { toast } from '../../../ui/toast.ts';
import { useResolveAlert } from '../alerts.api.ts';

/** That it is over, says somebody: d, or the button. Nothing for those who may not. */
export function ResolveButton({ alert }: { alert: AlertDetail }) {
  const [asking, setAsking] = useState(false);
  const may = useCan('incidents.act') && alert.status === 'firing';
  const { mutateAsync, isPending } = useResolveAlert();
  useShortcut('d', 'Resolve', may && (() => setAsking(true)), 'Records');
  if (!may) return null;
  const resolve = async (): Promise<void> => {
    try {
      await mutateAsync({ id: alert.id, version: alert.version });
      toast('ok', `Resolved “${alert.name}”`);
    } catch (error) {
      // Somebody was first, or it has changed: the page shows what is so by now.
      if (!(error instanceof ApiError) || error.code !== 'conflict') throw error;
      toast('warning', error.message);
    }
  };
  return (
    <>
      <Button
        look="primary"
        icon={<CircleCheck size={14} aria-hidden />}
        pending={isPending}
        onClick={() => setAsking(true)}
      >
        Resolve
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={`Resolve “${alert.name}”?`}
        action="Resolve alert"
        onConfirm={resolve}
      >
        <p>
          {alert.incident
            ? `Incident #${alert.incident.number} ends with the last of its alerts that fires.`
            : 'It is part of no incident.'}{' '}
          If {alert.source.name} tells in five minutes or later that it fires on, it opens again.
        </p>
      </Confirm>
    </>
  );
}
