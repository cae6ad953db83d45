// Any file DuckDB can read, loaded as a table of texts in the file's order: CSV, NDJSON, JSON,
// Parquet. Rows that do not parse are counted by reason.
import { existsSync } from "node:fs";
import { BadData } from "../failure.ts";
import { readCsvHead } from "./csv-head.ts";
import { type Database, identifier, quoted, reasonOf } from "./database.ts";

export type Refusals = Map<string, number>;

export function refuse(refusals: Refusals, reason: string, rows: number): void {
  if (rows > 0) refusals.set(reason, (refusals.get(reason) ?? 0) + rows);
}

/** A file as a table or view, and how to get at its fields. */
export interface Source {
  file: string;
  /** To be read once, in order; rows that do not parse are known after that. */
  table: string;
  /** Headings as the file has them; for JSON the keys of its first objects. */
  headings: string[];
  /** The SQL expression of a field as text, or null when the file has none of that name. */
  field(name: string): string | null;
}

type Kind = "csv" | "json" | "parquet";

export function kindOf(file: string): Kind {
  const name = file.toLowerCase().replace(/\.(gz|zst)$/, "");
  if (/\.(ndjson|jsonl|json)$/.test(name)) return "json";
  return name.endsWith(".parquet") ? "parquet" : "csv";
}

/**
 * Opens `file` as the view or table `name`, has `use` read it, and drops it. Adds the rows that did
 * not parse to `refusals`. `expected` ends the sentence when the file cannot be read at all.
 */
export async function withSource<T>(
  database: Database,
  file: string,
  name: string,
  expected: string,
  refusals: Refusals,
  use: (source: Source) => Promise<T>,
): Promise<T> {
  if (!existsSync(file)) throw new BadData(`${file}: no such file; expected ${expected}`);
  const kind = kindOf(file);
  try {
    if (kind === "json") return await use(await loadJson(database, file, name, refusals));
    const reader = kind === "csv" ? csvReader(file, expected) : `read_parquet(${quoted(file)})`;
    await database.run(`CREATE TEMP VIEW ${name} AS FROM ${reader}`);
    const used = await use(await tableSource(database, file, name));
    if (kind === "csv") await countRejects(database, refusals);
    return used;
  } catch (error) {
    if (error instanceof BadData) throw error;
    throw new BadData(`${file}: ${reasonOf(error)}; expected ${expected}`);
  } finally {
    await database.run(`DROP ${kind === "json" ? "TABLE" : "VIEW"} IF EXISTS ${name}`);
  }
}

// What DuckDB's reject_errors say, in our words.
const rejectReasons: Record<string, string> = {
  "MISSING COLUMNS": "row has too few fields",
  "TOO MANY COLUMNS": "row has too many fields",
  "UNQUOTED VALUE": "a quote is not closed",
  "INVALID ENCODING": "text is not UTF-8",
  "LINE SIZE OVER MAXIMUM": "row is too long",
};

function csvReader(file: string, expected: string): string {
  const head = readCsvHead(file);
  if (head === null) throw new BadData(`${file}: has no line of headings; expected ${expected}`);
  const columns = uniqueNames(head.headings).map((heading) => `${quoted(heading)}: 'VARCHAR'`);
  const options = [
    "auto_detect = false",
    "header = true",
    `delim = ${quoted(head.delimiter)}`,
    `quote = '"'`,
    `escape = '"'`,
    `columns = {${columns.join(", ")}}`,
    "store_rejects = true",
  ];
  return `read_csv(${quoted(file)}, ${options.join(", ")})`;
}

async function countRejects(database: Database, refusals: Refusals): Promise<void> {
  const rejected = await database.rows<{ reason: string; rows: bigint }>(
    `SELECT reason, count(*) AS rows
     FROM (SELECT scan_id, line, min(error_type::VARCHAR) AS reason FROM reject_errors GROUP BY ALL)
     GROUP BY reason`,
  );
  for (const { reason, rows } of rejected) {
    refuse(refusals, rejectReasons[reason] ?? reason.toLowerCase(), Number(rows));
  }
  await database.run("DROP TABLE reject_errors");
  await database.run("DROP TABLE reject_scans");
}

function uniqueNames(headings: string[]): string[] {
  const seen = new Set<string>();
  return headings.map((heading, k) => {
    const name = heading === "" || seen.has(heading.toLowerCase()) ? `column ${k + 1}` : heading;
    seen.add(name.toLowerCase());
    return name;
  });
}

/** The fields of a table or view that is there already. */
export async function tableSource(
  database: Database,
  file: string,
  table: string,
): Promise<Source> {
  const described = await database.rows<{ column_name: string }>(`DESCRIBE ${table}`);
  const headings = described.map((column) => column.column_name);
  const byName = new Map(headings.map((heading) => [heading.trim().toLowerCase(), heading]));
  const field = (name: string) => {
    const heading = byName.get(name.toLowerCase());
    return heading === undefined ? null : `${identifier(heading)}::VARCHAR`;
  };
  return { file, table, headings, field };
}

async function loadJson(
  database: Database,
  file: string,
  table: string,
  refusals: Refusals,
): Promise<Source> {
  const lines = /\.(ndjson|jsonl)(\.|$)/i.test(file);
  const options = lines ? "format = 'newline_delimited', ignore_errors = true" : "format = 'auto'";
  await database.run(
    `CREATE TEMP TABLE ${table} AS
     SELECT json FROM read_json_objects(${quoted(file)}, ${options}, maximum_object_size = 67108864)`,
  );
  refuse(
    refusals,
    "line is not JSON",
    await database.number(`SELECT count(*) FROM ${table} WHERE json IS NULL`),
  );
  await database.run(`DELETE FROM ${table} WHERE json IS NULL`);
  const keys = await database.rows<{ key: string }>(
    `SELECT DISTINCT unnest(json_keys(json)) AS key
     FROM (SELECT json FROM ${table} WHERE json_type(json) = 'OBJECT' LIMIT 1000) ORDER BY key`,
  );
  const headings = keys.map(({ key }) => key);
  const byName = new Map(headings.map((heading) => [heading.toLowerCase(), heading]));
  const field = (name: string) => {
    const heading = byName.get(name.toLowerCase());
    return heading === undefined
      ? null
      : `(json->>${quoted(`$."${heading.replaceAll('"', '\\"')}"`)})`;
  };
  return { file, table, headings, field };
}
