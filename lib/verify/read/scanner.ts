const MAX_DEPTH = 100;
const MAX_PARTS = 300_000;
const SPACE = /[ \t\r\n]+|(?:#|\/\/)[^\n]*|\/\*[^]*?\*\//y;
/** The same within a line: a comment up to the end of the line, and not the end itself. */
const SPACE_IN_LINE = /[ \t]+|(?:#|\/\/)[^\r\n]*|\/\*[^]*?\*\//y;
const LINE_END = /\r?\n/y;
const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;

/** Thrown inside the parser, and caught there: the text is not understood. */
export class Unreadable extends Error {}

/** Reads a text from left to right. */
export class Scanner {
  /** Whether the end of a line ends what is read. */
  isInLine = false;
  /** Where the parts of expressions stand, if somebody wants to know: from their first character up to the one behind the last. */
  ranges: Map<object, readonly [from: number, to: number]> | undefined;
  /** How many parts were entered: more than there may be are not understood. */
  entered = 0;
  private depth = 0;

  constructor(
    readonly text: string,
    public at = 0,
  ) {}

  name(): string {
    this.space();
    return this.required(NAME, "a name");
  }

  required(pattern: RegExp, what: string): string {
    const found = this.match(pattern);
    if (found === undefined) throw new Unreadable(`${what} is expected here`);
    return found;
  }

  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  /** Skips white space and comments. */
  space(): boolean {
    const start = this.at;
    const pattern = this.isInLine ? SPACE_IN_LINE : SPACE;
    while (this.match(pattern) !== undefined);
    return this.at > start;
  }

  /** Skips what stands before the end of a line, and the end; whether it is there. */
  lineEnd(): boolean {
    const start = this.at;
    this.within(true, () => this.space());
    if (this.match(LINE_END) !== undefined) return true;
    this.at = start;
    return false;
  }

  /** Reads a part in which ends of lines count, or do not. */
  within<T>(isInLine: boolean, read: () => T): T {
    const before = this.isInLine;
    this.isInLine = isInLine;
    const result = read();
    this.isInLine = before;
    return result;
  }

  take(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  takeSpaced(token: string): boolean {
    const start = this.at;
    this.space();
    if (this.take(token)) return true;
    this.at = start;
    return false;
  }

  expect(token: string): void {
    if (this.takeSpaced(token)) return;
    this.space();
    throw new Unreadable(`"${token}" is expected here`);
  }

  /** Enters a nested part; too deep is not understood. */
  enter(): void {
    if (++this.depth > MAX_DEPTH) throw new Unreadable("this is nested too deep");
    if (++this.entered > MAX_PARTS) throw new Unreadable("this is too large");
  }

  leave(): void {
    this.depth--;
  }

  startsWith(token: string): boolean {
    return this.text.startsWith(token, this.at);
  }

  identifier(): string | undefined {
    return this.match(NAME);
  }
}
