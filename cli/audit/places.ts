/** Where in a page a byte is, for people who look for it in an editor. */
export interface Place {
  /** Bytes before it. */
  offset: number;
  /** From 1. */
  line: number;
  /** In bytes, from 1. */
  column: number;
}

export function placesIn(page: Uint8Array): (offset: number) => Place {
  const starts = [0];
  for (let at = page.indexOf(10); at >= 0; at = page.indexOf(10, at + 1)) starts.push(at + 1);
  return (offset) => {
    let line = starts.length;
    while (line > 1 && (starts[line - 1] as number) > offset) line--;
    return { offset, line, column: offset - (starts[line - 1] as number) + 1 };
  };
}
