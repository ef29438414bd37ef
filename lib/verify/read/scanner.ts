const MAX_DEPTH = 100;
const SPACE = /[ \t\r\n]+|#[^\n]*|\/\/[^\n]*/y;
const NAME = /[\p{L}_][\p{L}\p{N}_-]*/uy;

/** Thrown inside the parser, and caught there: the text is not understood. */
export class Unreadable extends Error {}

/** Reads a text from left to right. */
export class Scanner {
  at = 0;
  private depth = 0;

  constructor(readonly text: string) {}

  name(): string {
    this.space();
    return this.required(NAME);
  }

  required(pattern: RegExp): string {
    const found = this.match(pattern);
    if (found === undefined) throw new Unreadable();
    return found;
  }

  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  space(): boolean {
    const start = this.at;
    while (this.match(SPACE) !== undefined);
    return this.at > start;
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
    if (!this.takeSpaced(token)) throw new Unreadable();
  }

  /** Enters a nested part; too deep is not understood. */
  enter(): void {
    if (++this.depth > MAX_DEPTH) throw new Unreadable();
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
