/** Why a command ends early: the sentence for stderr, and the exit code of the contract. */

/** The data is bad: exit 1. The message names file, line or field, and what was expected. */
export class BadData extends Error {
  readonly exitCode = 1;
}

/** The call is wrong: exit 2. */
export class BadCall extends Error {
  readonly exitCode = 2;
}

/** The sentence for a system error on a file: "orders.csv: no such file". */
export function fileFailure(path: string, error: unknown): BadData {
  const code = (error as NodeJS.ErrnoException).code;
  const reasons: Record<string, string> = {
    ENOENT: "no such file",
    EACCES: "not readable: permission denied",
    EISDIR: "is a folder; a file was expected",
    ENOSPC: "the disk is full",
    EROFS: "the file system is read-only",
  };
  return new BadData(`${path}: ${reasons[code ?? ""] ?? (error as Error).message}`);
}
