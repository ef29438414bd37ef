/** DER, as far as a certificate needs it: each value is its tag, its length and its content. https://www.itu.int/rec/T-REC-X.690 */
function value(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  if (content.length < 128) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const digits = content.length.toString(16);
  const length = Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
}

export const sequence = (...items: readonly Uint8Array[]): Buffer => value(0x30, ...items);
export const set = (...items: readonly Uint8Array[]): Buffer => value(0x31, ...items);
export const octets = (content: Uint8Array): Buffer => value(0x04, content);
export const yes = (): Buffer => value(0x01, Buffer.from([0xff]));
export const utf8 = (text: string): Buffer => value(0x0c, Buffer.from(text));

/** A whole number that is not negative, its bytes in order. */
export const integer = (bytes: Uint8Array): Buffer =>
  value(0x02, (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes]));

/** Bits, of which the last `unused` of the last byte do not count. */
export const bits = (content: Uint8Array, unused = 0): Buffer => value(0x03, Buffer.from([unused]), content);

/** A value whose tag the structure around it chooses: of parts, or of plain bytes. */
export const tagged = (tag: number, content: Uint8Array, isPlain = false): Buffer =>
  value((isPlain ? 0x80 : 0xa0) | tag, content);

/** A time before 2050. */
export const utcTime = (date: Date): Buffer => value(0x17, Buffer.from(date.toISOString().replace(/^..|[-T:]|\.\d+/g, "")));

/** An object identifier in dots; its numbers have seven bits a byte. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const base128 = (number: number): number[] => {
    const bytes = [number & 0x7f];
    for (let left = number >>> 7; left > 0; left >>>= 7) bytes.unshift((left & 0x7f) | 0x80);
    return bytes;
  };
  return value(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}
