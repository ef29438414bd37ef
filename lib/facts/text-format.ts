/** What stands for a token in `half`: the replacement character for objects, which no name holds. */
export const TOKEN_SIGN = "\uFFFC";

/** What a cloud, a cluster or Terraform takes of a text. What is left out is not limited. */
export interface TextFormat {
  /** Unicode characters. */
  readonly minLength?: number;
  /** Unicode characters. */
  readonly maxLength?: number;
  /** Bytes in UTF-8. */
  readonly maxBytes?: number;
  /** The whole of a text that is known. */
  readonly pattern?: RegExp;
  /** Of a text that is unknown in part, each part that is known. */
  readonly part?: RegExp;
  /** A text that is unknown in part, whole, with TOKEN_SIGN in place of each token: for forms in which the place of a part counts. */
  readonly half?: RegExp;
}
