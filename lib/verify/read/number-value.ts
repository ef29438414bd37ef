const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

/** As many digits as a number here holds of any decimal: Terraform's numbers hold 150. */
const DIGITS = 15;

/** The number that a decimal text is to Terraform; undefined if it is none, or one that cannot be held here exactly. */
export function numberIn(text: string): number | undefined {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = DECIMAL.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+|0+$/g, "");
  if (whole + fraction === "" || digits.length > DIGITS + 1) return undefined;
  const value = Number(`${sign}${whole || "0"}.${fraction || "0"}e${exponent}`);
  return isExact(value) ? value : undefined;
}

/** Whether the number is the same decimal here and in Terraform. A negative zero, which Terraform has too, is left out. */
export function isExact(value: number): boolean {
  if (Number.isSafeInteger(value)) return !Object.is(value, -0);
  const size = Math.abs(value);
  return size < 1e15 && size > 1e-15 && significant(value).length <= DIGITS;
}

const significant = (value: number): string => value.toExponential().replace(/e.*$/, "").replace(/\D/g, "");

/** The number as Terraform writes it: never with an exponent. */
export function textOfNumber(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(Math.min(100, significant(value).length + 20)).replace(/0+$/, "") : text;
}
