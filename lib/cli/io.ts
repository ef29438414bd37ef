/** All that a command sees of the world besides files. */
export interface Io {
  /** Relative paths start here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the results go to a terminal. */
  readonly outIsTerminal: boolean;
  /** Whether messages go to a terminal. */
  readonly errIsTerminal: boolean;
  out(text: string): void;
  err(text: string): void;
  /** All of standard input. */
  stdin(): string;
  /** Seconds since the epoch. */
  now(): number;
}
