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
}
