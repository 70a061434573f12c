import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import { buttonClass, type ButtonLook } from './button.tsx';

interface AnchorProps extends ComponentProps<'a'> {
  look?: ButtonLook;
  /** `row` fits into a table. */
  size?: 'control' | 'row';
}

function Anchor({ look, size, className, ...props }: AnchorProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/anchor-has-content -- the content comes with the props
    <a {...props} className={buttonClass(look, className, size)} />
  );
}

/** To a page of the console, where that is the next step: `<LinkButton to="…" look="primary">`. */
export const LinkButton = createLink(Anchor);
