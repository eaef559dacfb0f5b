/** Money in pico-dollars (1e-12 USD), so that every published price per token is a whole number of them. */
export type PicoDollars = bigint;

/** What is to be priced. */
export interface Call {
  readonly project: string;
  /** OTel's canonical id. */
  readonly provider: string | undefined;
  /** As requested. */
  readonly model: string | undefined;
  /** As the provider named it in its answer. */
  readonly responseModel: string | undefined;
  /** Unix nanoseconds: priced as of then. */
  readonly at: bigint;
  /** `input` includes `cached` and `cacheWrite`; `output` includes `reasoning`. */
  readonly usage: {
    readonly input: number;
    readonly output: number;
    readonly cached: number;
    readonly cacheWrite: number;
    readonly reasoning: number;
  };
  /** Parts of the usage when known, by the names of `usageDetails`, and what is paid for by the piece. */
  readonly details: Readonly<Record<string, number>>;
  /** "batch", "flex", "priority"; undefined is as usual. */
  readonly tier: string | undefined;
}

/** One step of the arithmetic. */
export interface CostLine {
  readonly bucket: string;
  readonly quantity: number;
  readonly unit: "token" | "request";
  /** US dollars for a million tokens or a thousand requests, decimal. */
  readonly rate: string;
  /** US dollars, decimal. */
  readonly cost: string;
}

/** `input + output + cached + cacheWrite` is `total`. `input` is what was not cached, and the fees for requests. */
export interface Priced {
  readonly total: PicoDollars;
  readonly input: PicoDollars;
  readonly output: PicoDollars;
  readonly cached: PicoDollars;
  readonly cacheWrite: PicoDollars;
  readonly version: string;
  readonly lines: readonly CostLine[];
}

const decimals = 12;
const dollar = 1e12;
const plainDecimal = /^\+?(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,3}))?$/;
/** A quadrillion dollars: beyond, it is no cost but a mistake. */
const mostDigits = 15 + decimals;

/** Plain decimal dollars: no exponent, no trailing zeros. */
export function dollars(pico: PicoDollars): string {
  if (pico < 0n) return `-${dollars(-pico)}`;
  if (pico > BigInt(Number.MAX_SAFE_INTEGER)) return decimal(pico / BigInt(dollar), Number(pico % BigInt(dollar)));
  const amount = Number(pico);
  const whole = Math.floor(amount / dollar);
  return decimal(whole, amount - whole * dollar);
}

function decimal(whole: bigint | number, rest: number): string {
  if (rest === 0) return String(whole);
  let [digits, length] = [rest, decimals];
  while (digits % 10 === 0) {
    digits /= 10;
    length -= 1;
  }
  return `${whole}.${String(digits).padStart(length, "0")}`;
}

/**
 * Reads a number or a decimal text of dollars, with or without an exponent. What lies below a pico-dollar is rounded
 * half up. Undefined for what is no amount: negative, not a number, or absurdly large.
 */
export function picoDollars(amount: unknown): PicoDollars | undefined {
  if (typeof amount !== "number" && typeof amount !== "string") return undefined;
  const text = String(amount).trim();
  if (text.length > 100) return undefined;
  const [, whole = "", fraction = "", exponent = "0"] = plainDecimal.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  if (digits === "") return whole + fraction === "" ? undefined : 0n;
  const shift = decimals - fraction.length + Number(exponent);
  if (digits.length + shift > mostDigits) return undefined;
  return shift >= 0 ? BigInt(digits) * 10n ** BigInt(shift) : roundedDown(digits, -shift);
}

/** Leaves out the last places, rounding half up. */
function roundedDown(digits: string, places: number): bigint {
  if (places > digits.length) return 0n;
  const kept = BigInt(digits.slice(0, digits.length - places) || "0");
  return (digits[digits.length - places] ?? "0") >= "5" ? kept + 1n : kept;
}
