/** Where parse5, which follows the HTML standard, sees tags, comments and doctypes. */
import {
  type DefaultTreeAdapterMap,
  defaultTreeAdapter,
  Parser,
  type Token,
  type TokenHandler,
  Tokenizer,
  type TokenizerMode,
} from "parse5";

/** Writes tokens down as the probe does: "start 0 6". */
class TokenLog {
  readonly lines: string[] = [];

  constructor(readonly page: string) {}

  write(kind: string, { location }: { location: Token.Location | null }): void {
    // parse5 counts the end of the page as one character of an open declaration.
    const end = Math.min(location?.endOffset ?? 0, this.page.length);
    const line = `${kind} ${this.#bytes(location?.startOffset ?? 0)} ${this.#bytes(end)}`;
    // Tree construction hands some tokens in twice, to be processed by another mode.
    if (this.lines.at(-1) !== line) this.lines.push(line);
  }

  /** parse5 counts UTF-16 units. */
  #bytes(units: number): number {
    return Buffer.byteLength(this.page.slice(0, units));
  }
}

class LoggingParser extends Parser<DefaultTreeAdapterMap> {
  readonly log: TokenLog;

  constructor(page: string) {
    super({
      sourceCodeLocationInfo: true,
      scriptingEnabled: true,
      treeAdapter: defaultTreeAdapter,
    });
    this.log = new TokenLog(page);
  }
  override onStartTag(token: Token.TagToken): void {
    this.log.write("start", token);
    super.onStartTag(token);
  }
  override onEndTag(token: Token.TagToken): void {
    this.log.write("end", token);
    super.onEndTag(token);
  }
  override onComment(token: Token.CommentToken): void {
    this.log.write("comment", token);
    super.onComment(token);
  }
  override onDoctype(token: Token.DoctypeToken): void {
    this.log.write("doctype", token);
    super.onDoctype(token);
  }
}

/** Of a whole page, with tree construction. */
export function parse5Tokens(page: string): string[] {
  const parser = new LoggingParser(page);
  parser.tokenizer.write(page, true);
  return parser.log.lines;
}

/** From the middle of an element, without tree construction. */
export function parse5TokensInside(
  page: string,
  mode: (typeof TokenizerMode)[keyof typeof TokenizerMode],
  element: string,
): string[] {
  const log = new TokenLog(page);
  const nothing = () => {};
  const handler: TokenHandler = {
    onStartTag: (token) => log.write("start", token),
    onEndTag: (token) => log.write("end", token),
    onComment: (token) => log.write("comment", token),
    onDoctype: (token) => log.write("doctype", token),
    onEof: nothing,
    onCharacter: nothing,
    onNullCharacter: nothing,
    onWhitespaceCharacter: nothing,
  };
  const tokenizer = new Tokenizer({ sourceCodeLocationInfo: true }, handler);
  tokenizer.state = mode;
  tokenizer.lastStartTagName = element;
  tokenizer.write(page, true);
  return log.lines;
}
