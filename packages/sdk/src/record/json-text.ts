/** JSON strings, built by hand where `JSON.stringify` per field would cost more than the field. */

// oxlint-disable-next-line no-control-regex -- these are the characters that JSON escapes
const needsEscape = /[\u0000-\u001f"\\\ud800-\udfff]/;

export function quote(text: string): string {
  return needsEscape.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** Escapes come in pairs of a backslash and what it means, so a match never starts inside one. */
const escapes = /\\(?:u(?:0000|d[89a-f][\da-f]{2})|.)/gi;
const unstorable = /^\\u/i;

/**
 * Postgres stores neither NUL nor a lone surrogate (the half emoji that `slice` leaves), and the
 * server refuses the record that has one: U+FFFD stands in. `JSON.stringify` escapes both and
 * never escapes a whole pair.
 */
export function storable(json: string): string {
  if (!json.includes('\\u')) return json;
  return json.replace(escapes, (escape) =>
    escape.length > 2 && unstorable.test(escape) ? '\ufffd' : escape,
  );
}
