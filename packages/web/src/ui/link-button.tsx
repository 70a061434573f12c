import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import { buttonClass, type ButtonLook } from './button.tsx';

function Anchor({ look, className, ...props }: ComponentProps<'a'> & { look?: ButtonLook }) {
  return (
    // oxlint-disable-next-line jsx-a11y/anchor-has-content -- the content comes with the props
    <a {...props} className={buttonClass(look, className)} />
  );
}

/** To a page of the console, where that is the next step: `<LinkButton to="…" look="primary">`. */
export const LinkButton = createLink(Anchor);
