import {
  isPermission,
  permissionCatalogue,
  rolesWith,
  titleOfRole,
  type Permission,
} from '@taffrail/contract';
import { RotateCw } from 'lucide-react';
import { ApiError } from '../lib/api.ts';
import { Button } from './button.tsx';
import { CopyText } from './copy-text.tsx';
import { StatusIcon } from './status.tsx';

const list = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** Who has a permission: "an owner or operator". */
export const rolesThatCan = (permission: Permission): string =>
  list.format(rolesWith(permission).map((role) => titleOfRole(role).toLowerCase()));

/** Names the missing permission and whom to ask for it. */
export function Forbidden({ permission }: { permission: Permission | null }) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-10 text-center">
      <p className="flex items-center gap-2 font-medium">
        <StatusIcon status="idle" size={16} />
        {permission
          ? `You need the permission to ${permissionCatalogue[permission]}.`
          : 'You need a permission that you do not have.'}
      </p>
      <p className="text-muted">
        {permission
          ? `It comes with the role of ${rolesThatCan(permission)}; an owner can change yours.`
          : 'An owner can change your role.'}
      </p>
    </div>
  );
}

/** Nothing has the id of the address, or no id looks like it: to ask again would not help. */
const isUnknown = ({ code, details }: ApiError): boolean =>
  code === 'not_found' || (code === 'invalid_request' && details['in'] === 'params');

export interface ErrorStateProps {
  error: Error;
  /** Completes "Could not load …". */
  what: string;
  onRetry?: (() => void) | undefined;
  retrying?: boolean;
}

/** In the panel that failed; the others live on. */
export function ErrorState({ error, what, onRetry, retrying = false }: ErrorStateProps) {
  if (error instanceof ApiError && error.code === 'forbidden') {
    const permission = error.details['permission'];
    return <Forbidden permission={isPermission(permission) ? permission : null} />;
  }
  if (error instanceof ApiError && isUnknown(error))
    return (
      <div className="flex flex-col items-center gap-2 px-4 py-10 text-center">
        <p className="font-medium">Not found</p>
        <p className="text-muted">There is nothing at this address, or it is no longer kept.</p>
      </div>
    );
  const requestId = error instanceof ApiError ? error.requestId : null;
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-4 py-10 text-center">
      <p className="flex items-center gap-2 font-medium">
        <StatusIcon status="error" size={16} />
        Could not load {what}.
      </p>
      <p className="text-muted">
        {error instanceof ApiError ? error.message : 'Something failed on our side.'}
      </p>
      <div className="flex flex-wrap items-center justify-center gap-3">
        {onRetry && (
          <Button onClick={onRetry} pending={retrying} icon={<RotateCw size={14} aria-hidden />}>
            Retry
          </Button>
        )}
        {requestId && (
          <span className="inline-flex items-center gap-1 text-compact text-muted">
            Request <CopyText text={requestId} what="the request id" />
          </span>
        )}
      </div>
    </div>
  );
}
