import { changePassword } from '@taffrail/contract';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export const useChangePassword = () =>
  useMutation({
    mutationFn: (body: { currentPassword: string; newPassword: string }) =>
      api(changePassword, { body }),
  });
