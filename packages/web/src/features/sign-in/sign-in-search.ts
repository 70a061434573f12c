import { textLike } from '../../lib/url/parameters.ts';
import type { SearchOf } from '../../lib/url/url-state.ts';

/** `next` is where to go afterwards. */
export const SignInSearch = { shape: { next: textLike(/^\/.{0,1999}$/s) } };
export type SignInSearch = SearchOf<typeof SignInSearch>;
