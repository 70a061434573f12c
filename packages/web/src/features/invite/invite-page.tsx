import { titleOfRole, type Role } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { ApiError } from '../../lib/api.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { FrontPage } from '../../ui/front-page.tsx';
import { Link } from '../../ui/link.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { inviteQuery, useAcceptInvite } from './invite.api.ts';

/** The token stands behind the `#`, which browsers send to nobody: it reaches no log. */
export function InvitePage() {
  const token = useLocation({ select: (location) => location.hash });
  const { data, error, refetch, isFetching } = useQuery({
    ...inviteQuery(token),
    enabled: token !== '',
  });
  const unusable =
    token === '' || (error instanceof ApiError && error.code === 'invite_not_usable');
  return (
    <FrontPage title="Join the console">
      {unusable ? (
        <EmptyState kind="never" title="This invitation cannot be used.">
          It has been used, withdrawn or is older than seven days. Ask whoever invited you for
          another, or <Link to="/sign-in">sign in</Link>.
        </EmptyState>
      ) : error ? (
        <ErrorState
          error={error}
          what="the invitation"
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      ) : data ? (
        <AcceptForm token={token} email={data.email} role={data.role} />
      ) : (
        <SkeletonRows rows={3} />
      )}
    </FrontPage>
  );
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function AcceptForm({ token, email, role }: { token: string; email: string; role: Role }) {
  const navigate = useNavigate();
  const { mutate, isPending, error } = useAcceptInvite(
    () => void navigate({ to: '/admin/dashboard', replace: true }),
  );
  return (
    <Form
      error={error}
      onSubmitValues={({ name, password }) =>
        mutate({ token, name: textOf(name).trim(), password: textOf(password) })
      }
    >
      <p className="text-muted">
        You are invited as <strong className="font-medium text-text">{titleOfRole(role)}</strong>.
      </p>
      <Field name="email" label="E-mail">
        <TextInput type="email" autoComplete="username" value={email} readOnly />
      </Field>
      <Field
        name="name"
        label="Name"
        hint="As the others see it."
        validate={(value) => (textOf(value).trim() ? null : 'Enter your name.')}
      >
        <TextInput autoComplete="name" maxLength={100} />
      </Field>
      <Field
        name="password"
        label="Password"
        hint="At least 12 characters; a long sentence is good."
        validate={(value) => (textOf(value).length >= 12 ? null : 'Choose at least 12 characters.')}
      >
        <TextInput type="password" autoComplete="new-password" minLength={12} maxLength={200} />
      </Field>
      <Button type="submit" look="primary" pending={isPending} className="mt-1">
        Join the console
      </Button>
    </Form>
  );
}
