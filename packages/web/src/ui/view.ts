/** A view: a name for the URL parameters of a page. */
export interface View {
  readonly id: string;
  readonly name: string;
  /** Without `?`. */
  readonly search: string;
  /** May be deleted by this operator. */
  readonly mine?: boolean;
  /** Every operator sees it. */
  readonly shared?: boolean;
}

export interface NewView {
  readonly name: string;
  readonly shared: boolean;
  /** An own view of this name, which is no longer wanted. */
  readonly replaces: View | undefined;
}
