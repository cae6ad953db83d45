/** Where one text was put into another, nothing else being changed. */
export interface Insertion {
  at: number;
  text: string;
}

/** Null unless `after` is `before` with one piece put in. `hint`: how the piece begins. */
export function findInsertion(before: Uint8Array, after: Uint8Array, hint = ""): Insertion | null {
  const size = after.length - before.length;
  if (size < 0) return null;
  let same = 0;
  while (same < before.length && before[same] === after[same]) same++;
  const tail = Buffer.from(after.buffer, after.byteOffset, after.byteLength);
  // The piece may begin like what it pushes back, so it can be read as lying a little further left.
  for (let at = same; at >= 0 && at > same - 200; at--) {
    const rest = Buffer.compare(tail.subarray(at + size), Buffer.from(before).subarray(at)) === 0;
    const text = tail.toString("utf8", at, at + size);
    if (rest && text.startsWith(hint)) return { at, text };
  }
  return null;
}
