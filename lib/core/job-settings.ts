/** What a CI job must know so that it becomes an identity. */
export interface JobSettings {
  /** The `aud` that the job must ask its CI system for. */
  readonly audience: string;
  /** The cloud's own GitHub action that exchanges the token, with its inputs. */
  readonly githubAction: { readonly uses: string; readonly with: Readonly<Record<string, string>> };
  /** For a job that keeps its token in a file: what the cloud's client libraries and tools then read. */
  withTokenFile(tokenFile: string): JobFiles;
}

/** Environment, and files without secrets, of a job that keeps its token in a file. */
export interface JobFiles {
  readonly env: Readonly<Record<string, string>>;
  readonly files: readonly { readonly path: string; readonly content: string }[];
}
