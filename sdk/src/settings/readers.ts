/** What was given cannot be taken as it is: why, in words that say what to do, and what is taken instead. */
export class Wrong<Value = undefined> {
  readonly why: string;
  readonly instead: Value | undefined;

  constructor(why: string, instead?: Value) {
    this.why = why;
    this.instead = instead;
  }
}

/** Makes a value of what an author wrote in code or in the environment. */
export type Read<Value> = (given: unknown) => Value | Wrong<Value>;

export const text: Read<string> = (given) => {
  if (typeof given !== "string") return new Wrong("is no text");
  const trimmed = given.trim();
  return trimmed === "" ? new Wrong("is blank") : trimmed;
};

const flags = new Map([
  ...["true", "1", "yes", "on"].map((word) => [word, true] as const),
  ...["false", "0", "no", "off"].map((word) => [word, false] as const),
]);

/** A word or a number as it may be looked up; of anything else nothing. */
export const wordOf = (given: unknown): string =>
  typeof given === "string" || typeof given === "number" ? String(given).trim().toLowerCase() : "";

export const flag: Read<boolean> = (given) => {
  if (typeof given === "boolean") return given;
  return flags.get(wordOf(given)) ?? new Wrong("is neither true nor false");
};

function numberIn(least: number, most: number, unit = "a number"): Read<number> {
  return (given) => {
    const number = typeof given === "string" && given.trim() !== "" ? Number(given) : given;
    if (typeof number === "number" && number >= least && number <= most) return number;
    return new Wrong(`is not ${unit} from ${least} to ${most}`);
  };
}

/** Timers take no more: a longer one would fire at once. */
const mostMillis = 2 ** 31 - 1;
export const millis = numberIn(1, mostMillis, "a number of milliseconds");
export const ratio = numberIn(0, 1);

export function count(least = 1): Read<number> {
  const read = numberIn(least, Number.MAX_SAFE_INTEGER, "a whole number");
  return (given) => {
    const number = read(given);
    return typeof number === "number" && !Number.isInteger(number) ? new Wrong("is not a whole number") : number;
  };
}

export function oneOf<const Word extends string>(...words: Word[]): Read<Word> {
  return (given) => {
    const word = typeof given === "string" ? given.trim().toLowerCase() : given;
    return words.find((known) => known === word) ?? new Wrong(`is none of ${words.join(", ")}`);
  };
}

export const list: Read<readonly string[]> = (given) => {
  const items = typeof given === "string" ? given.split(",") : given;
  if (!Array.isArray(items)) return new Wrong("is no list");
  const texts = items.filter((item) => typeof item === "string").map((item) => item.trim());
  const kept = texts.filter((item) => item !== "");
  return texts.length === items.length ? kept : new Wrong("holds something that is no text, which is left out", kept);
};

export const record: Read<Readonly<Record<string, unknown>>> = (given) =>
  typeof given === "object" && given !== null && !Array.isArray(given)
    ? (given as Readonly<Record<string, unknown>>)
    : new Wrong("is no object");

/** `a=1,b=2` as OpenTelemetry writes it, with percent-encoded values. */
export const pairs: Read<Readonly<Record<string, string>>> = (given) => {
  if (typeof given === "object" && given !== null && !Array.isArray(given)) return pairsOf(Object.entries(given));
  if (typeof given !== "string") return new Wrong("is no list like name=value,name=value");
  const parts = given.split(",").filter((part) => part.trim() !== "");
  return pairsOf(parts.map((part) => splitPair(part)));
};

function splitPair(part: string): [string, unknown] {
  const at = part.indexOf("=");
  if (at < 1) return ["", undefined];
  return [part.slice(0, at).trim(), decoded(part.slice(at + 1).trim())];
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function pairsOf(
  entries: readonly [string, unknown][],
): Readonly<Record<string, string>> | Wrong<Record<string, string>> {
  const kept = Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[0] !== "" && typeof entry[1] === "string"),
  );
  if (Object.keys(kept).length === entries.length) return kept;
  return new Wrong("holds something that is no name=value, which is left out", kept);
}

const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Lower-case names. What HTTP would refuse is left out. */
export const headers: Read<Readonly<Record<string, string>>> = (given) => {
  const read = pairs(given);
  const all = Object.entries((read instanceof Wrong ? read.instead : read) ?? {});
  const good = all.filter(([name, value]) => headerName.test(name) && headerValue.test(value));
  const kept = Object.fromEntries(good.map(([name, value]) => [name.toLowerCase(), value.trim()]));
  if (read instanceof Wrong) return new Wrong(read.why, kept);
  return good.length === all.length
    ? kept
    : new Wrong("holds a header that HTTP does not allow, which is left out", kept);
};

const signalPath = /\/v1\/(traces|logs|metrics)\/?$/;

/** Without a place to send to nothing runs. */
export const noAddress = "is no http address, so nothing is recorded; give one like http://localhost:4318";

/** An address without the path of a signal, which is added for each. */
export const address: Read<string> = (given) => {
  const url = typeof given === "string" ? URL.parse(given.trim()) : given instanceof URL ? given : null;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    return new Wrong(noAddress);
  }
  return url.href.replace(signalPath, "").replace(/\/+$/, "");
};

const bearer = /^bearer\s+/i;

/** A key as it goes into a header. Its value is told to nobody. */
export const key: Read<string> = (given) => {
  if (typeof given !== "string") return new Wrong("is no text; give the key as it was shown to you");
  const bare = given.trim().replace(bearer, "");
  if (bare === "") return new Wrong("is blank; give the key as it was shown to you");
  if (!/^[!-~]+$/.test(bare)) {
    return new Wrong("holds blanks or letters that no key has, and is not sent; copy the key again");
  }
  if (bare !== given) {
    return new Wrong(
      'has more around it than the key (blanks, or "Bearer"), which is left out; give the key alone',
      bare,
    );
  }
  return bare;
};
