import { type FileHandle, open } from "node:fs/promises";

/** Whoever can load the page can report events: a disk must not be filled by them. */
const largestFile = 2 ** 30;

/**
 * Appends lines to a file, each call's in one write, in the order of the calls. The file may be renamed
 * while it is in use: the next call makes a new one. Rejects when the file is full or cannot be written.
 */
export function logFile(path: string, most = largestFile): (lines: string) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (lines) => {
    const written = last.then(() => append(path, lines, most));
    last = written.catch(() => {});
    return written;
  };
}

async function append(path: string, lines: string, most: number): Promise<void> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, "a", 0o640);
    const { size } = await file.stat();
    if (size + Buffer.byteLength(lines) > most) throw new Error(`${path} is full`);
    await file.appendFile(lines);
  } finally {
    await file?.close();
  }
}
