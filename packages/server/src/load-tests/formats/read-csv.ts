/** Where a field in quotes ends: a doubled quote is one that belongs to it. */
const endOfQuoted = (text: string, from: number): number => {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at < 0 ? text.length : at;
};

const endOfPlain = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && text[at] !== ',' && text[at] !== '\n') at += 1;
  return at;
};

/** RFC 4180, as rows of fields without blank lines; what is broken is read as far as it goes. */
export const readCsv = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const isQuoted = text[at] === '"';
    const quotedEnd = isQuoted ? endOfQuoted(text, at + 1) : at;
    // What stands between a closing quote and the next comma belongs to nothing.
    const end = endOfPlain(text, isQuoted ? quotedEnd + 1 : at);
    row.push(
      isQuoted
        ? text.slice(at + 1, quotedEnd).replaceAll('""', '"')
        : text.slice(at, end).replace(/\r$/, ''),
    );
    if (text[end] !== ',') {
      if (row.length > 1 || row[0] !== '') rows.push(row);
      row = [];
    }
    at = end + 1;
  }
  if (row.length > 0) rows.push(row);
  return rows;
};
