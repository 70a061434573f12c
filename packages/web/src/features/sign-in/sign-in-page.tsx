import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { ApiError } from '../../lib/api.ts';
import { formatDuration } from '../../lib/format.ts';
import { useUrlState } from '../../lib/url/url-state.ts';
import { withSearch } from '../../lib/url/with-search.tsx';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { FrontPage } from '../../ui/front-page.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SignInSearch } from './sign-in-search.ts';
import { useSignIn } from './sign-in.api.ts';
import { useCountdown } from './use-countdown.ts';

/** Only a path of this console: never `//elsewhere` nor `/\elsewhere`. */
const returnPath = (next: string | undefined): string =>
  next && /^\/(?![/\\])/.test(next) ? next : '/admin/dashboard';

const required = (what: string) => (value: unknown) => (value ? null : `Enter your ${what}.`);

function SignIn() {
  const [{ next }] = useUrlState(SignInSearch);
  const navigate = useNavigate();
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  // There is nothing else to do here.
  useEffect(() => email.current?.focus(), []);
  const [waitSeconds, wait] = useCountdown();
  const { mutate, isPending, error } = useSignIn(
    () => void navigate({ href: returnPath(next), replace: true }),
  );
  const submit = (values: Record<string, unknown>): void =>
    mutate(
      { email: String(values['email']), password: String(values['password']) },
      {
        onError: (failure) => {
          if (!(failure instanceof ApiError)) return;
          if (failure.code === 'too_many_requests') wait(failure.retryAfterSeconds ?? 60);
          if (failure.code === 'wrong_credentials') password.current?.select();
        },
      },
    );
  return (
    <FrontPage title="Sign in">
      <Form onSubmitValues={submit}>
        {waitSeconds > 0 ? (
          <Notice status="warning">
            Too many attempts. Try again in{' '}
            <span data-numeric>{formatDuration(waitSeconds * 1000)}</span>.
          </Notice>
        ) : (
          error && !isThrottled(error) && <Notice status="error">{error.message}</Notice>
        )}
        <Field name="email" label="E-mail" validate={required('e-mail')}>
          <TextInput type="email" autoComplete="username" ref={email} inputMode="email" />
        </Field>
        <Field name="password" label="Password" validate={required('password')}>
          <TextInput ref={password} type="password" autoComplete="current-password" />
        </Field>
        <Button
          type="submit"
          look="primary"
          pending={isPending}
          disabled={waitSeconds > 0}
          className="mt-1"
        >
          Sign in
        </Button>
      </Form>
    </FrontPage>
  );
}

const isThrottled = (error: Error): boolean =>
  error instanceof ApiError && error.code === 'too_many_requests';

export const SignInPage = withSearch(SignInSearch, SignIn);
