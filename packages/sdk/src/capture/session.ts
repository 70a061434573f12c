/** Who acts. Ids are the product's own: a UUID passes unchanged, any other text is mapped to one. */
export interface Session {
  /** `null` only for `user.*` actions (a sign-up has no organization yet). */
  organizationId: string | null;
  /** Absent or `null` for what the system does by itself. */
  userId?: string | null | undefined;
  /** Joins the action to a browser session; otherwise taken from the request. */
  sessionId?: string | null | undefined;
  /** W3C trace id, 32 hexadecimal digits; otherwise taken from the request's `traceparent`. */
  traceId?: string | null | undefined;
}
