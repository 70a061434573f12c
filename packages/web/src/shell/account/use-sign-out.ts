import { signOut } from '@taffrail/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../lib/api.ts';
import { toast } from '../../ui/toast.ts';

export const useSignOut = (): (() => void) => {
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = async (): Promise<void> => {
    try {
      await api(signOut, {});
      await navigate({ to: '/sign-in', search: {} });
      // Nothing of one operator stays for the next.
      client.clear();
    } catch {
      toast('error', 'Could not sign out. Try again.');
    }
  };
  return () => void leave();
};
