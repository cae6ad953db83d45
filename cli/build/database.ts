// DuckDB for one build: in memory, spilling to a folder of its own that goes away with it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/** A column of numbers as DuckDB holds it, copied out. */
export type NumberColumn =
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

/** What a query can answer in one cell. */
export type Cell = string | number | bigint | boolean | null;

/** The first line of whatever DuckDB threw, without the class names it puts in front. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n")[0] ?? "").replace(/^(?:[A-Z][A-Za-z ]* Error: )+/, "").trim();
}

/** `text` as a SQL string literal. */
export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** `text` as a SQL identifier. */
export const identifier = (text: string) => `"${text.replaceAll('"', '""')}"`;

export class Database {
  private closed = false;

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly folder: string,
  ) {}

  /** `memory` is DuckDB's ceiling, as "2GB"; what does not fit goes to disk. */
  static async open(memory: string): Promise<Database> {
    const folder = mkdtempSync(join(tmpdir(), "afterglow-build-"));
    // Loaded here: the library is large, and no other command needs it.
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const instance = await DuckDBInstance.create(":memory:", {
      memory_limit: memory,
      temp_directory: folder,
      // The file's order is the time of orders that have none.
      preserve_insertion_order: "true",
    });
    const connection = await instance.connect();
    // A time without an offset is read as UTC on every machine.
    await connection.run("SET TimeZone = 'UTC'");
    return new Database(instance, connection, folder);
  }

  /** Frees its memory and its folder; may be called again. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.connection.closeSync();
    this.instance.closeSync();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async run(sql: string): Promise<void> {
    await this.connection.run(sql);
  }

  async setVariable(name: string, value: number | boolean | string | null): Promise<void> {
    const text = typeof value === "string" ? quoted(value) : String(value);
    await this.connection.run(`SET VARIABLE ${name} = ${text}`);
  }

  /** Small answers only: every row as an object. */
  async rows<Row extends Record<string, Cell>>(sql: string): Promise<Row[]> {
    const reader = await this.connection.runAndReadAll(sql);
    return reader.getRowObjects() as Row[];
  }

  /** The one row of an answer. */
  async row<Row extends Record<string, Cell>>(sql: string): Promise<Row> {
    const [row] = await this.rows<Row>(sql);
    if (row === undefined) throw new Error(`no row from: ${sql}`);
    return row;
  }

  /** The one number of an answer; 0 for NULL. */
  async number(sql: string): Promise<number> {
    const [row] = await this.rows(sql);
    return Number(Object.values(row ?? {})[0] ?? 0);
  }

  /** Streams an answer of number columns without NULLs, chunk by chunk, in DuckDB's own types. */
  async *numbers(sql: string): AsyncGenerator<NumberColumn[]> {
    const result = await this.connection.stream(sql);
    for (let chunk = await result.fetchChunk(); chunk; chunk = await result.fetchChunk()) {
      if (chunk.rowCount === 0) break;
      const columns: NumberColumn[] = [];
      for (let k = 0; k < chunk.columnCount; k++) {
        // The vector's typed array is not part of its TypeScript interface; getItem would box
        // every number.
        const vector = chunk.getColumnVector(k) as unknown as { items: NumberColumn };
        columns.push(vector.items);
      }
      yield columns;
    }
  }

  /** Streams an answer of one text column; NULL as "". */
  async *texts(sql: string): AsyncGenerator<string[]> {
    const result = await this.connection.stream(sql);
    for (let chunk = await result.fetchChunk(); chunk; chunk = await result.fetchChunk()) {
      if (chunk.rowCount === 0) break;
      yield chunk.getColumnValues(0).map((value) => (value === null ? "" : String(value)));
    }
  }
}
