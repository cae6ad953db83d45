// The first line of a CSV file: its separator and headings. DuckDB's sniffer judges by all rows,
// and a file with a few broken ones can lead it to a separator that the file does not have.
import { closeSync, openSync, readSync } from "node:fs";
import { constants, gunzipSync } from "node:zlib";

export interface CsvHead {
  delimiter: string;
  headings: string[];
}

const headBytes = 256 * 1024;

/** Null when the file has no text line at its start. */
export function readCsvHead(file: string): CsvHead | null {
  const bytes = Buffer.alloc(headBytes);
  const descriptor = openSync(file, "r");
  const read = bytes.subarray(0, readSync(descriptor, bytes, 0, headBytes, 0));
  closeSync(descriptor);
  const zipped = read[0] === 0x1f && read[1] === 0x8b;
  // A cut-off gzip stream gives what is in it so far.
  const plain = zipped ? gunzipSync(read, { finishFlush: constants.Z_SYNC_FLUSH }) : read;
  return parseCsvHead(plain.toString("utf8"));
}

export function parseCsvHead(text: string): CsvHead | null {
  const line = (text.replace(/^\uFEFF/, "").match(/^[^\r\n]*/) ?? [""])[0];
  if (line.trim() === "" || line.includes("\0")) return null;
  const unquoted = line.replace(/"(?:[^"]|"")*"/g, "");
  const count = (separator: string) => unquoted.split(separator).length;
  const delimiter = [",", ";", "\t", "|"].reduce((a, b) => (count(b) > count(a) ? b : a));
  return { delimiter, headings: splitLine(line, delimiter) };
}

function splitLine(line: string, delimiter: string): string[] {
  const fields: string[] = [];
  let field = "";
  let inQuotes = false;
  for (const character of line) {
    if (character === '"') inQuotes = !inQuotes;
    else if (character === delimiter && !inQuotes) {
      fields.push(field.trim());
      field = "";
    } else field += character;
  }
  return [...fields, field.trim()];
}
