import { formatCount, formatExact } from "../../../receiver/src/format.ts";
import type { CostLine } from "../../../receiver/src/model/cost.ts";
import type { FactSource } from "../api/types.ts";

/** What a reader asks for first; the rest follows as it came. */
const first = ["cost", "tokens", "countsTowardTotals", "model", "responseModel", "provider", "kind", "dialect"];

export function inReadingOrder<Item>(facts: Readonly<Record<string, Item>>): [string, Item][] {
  const place = (name: string) => (first.includes(name) ? first.indexOf(name) : first.length);
  return Object.entries(facts).sort(([one], [other]) => place(one) - place(other));
}

/** `responseModel` as `Response model`. */
export function factName(field: string): string {
  if (field === "countsTowardTotals") return "Counts";
  const words = field.replace(/Nanos$/, "").replace(/([a-z])([A-Z])/g, "$1 $2");
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}

/** Characters of a value that are shown. */
const most = 160;

/** A value of a fact in one line. */
export function factValue(field: string, { value, reader }: Pick<FactSource, "value" | "reader">): string {
  if (value === null || value === undefined) return "unknown";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (field === "cost") return `${reader === "estimated" ? "~" : ""}$${value}`;
  if (field.endsWith("Nanos")) return `${formatExact(Number(value))} ns`;
  const text = typeof value === "object" ? partsOf(value) : String(value);
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

function partsOf(value: object): string {
  if (Array.isArray(value))
    return value.map((item) => (typeof item === "object" ? JSON.stringify(item) : item)).join(", ");
  const parts = Object.entries(value).filter(([, part]) => part !== 0);
  return parts.map(([name, part]) => `${name === "cacheWrite" ? "cache write" : name} ${wordOf(part)}`).join(", ");
}

function wordOf(part: unknown): string {
  return typeof part === "number" ? formatExact(part) : typeof part === "string" ? part : JSON.stringify(part);
}

/** `cache_write_1h` as `cache write 1h`. */
export function bucketName({ bucket }: CostLine): string {
  return bucket.replaceAll("_", " ");
}

/** `$1.25 / 1M` tokens, `$10 / 1k` requests. */
export function rateWords({ rate, unit }: CostLine): string {
  return unit === "token" ? `$${rate} / 1M` : `$${rate} / 1k`;
}

/** What of the tokens was special, in words: `of which 903 cached, 200 written to cache`. */
export function ofWhich(parts: readonly (readonly [count: number, name: string])[]): string {
  const told = parts.filter(([count]) => count > 0).map(([count, name]) => `${formatCount(count)} ${name}`);
  return told.length === 0 ? "" : `of which ${told.join(", ")}`;
}

const reasons: ReadonlyMap<string, string> = new Map([
  ["wrapper", "it wraps calls, and only calls count"],
  ["view", "it shows a call that is told elsewhere"],
  ["same response id", "same response id as another span"],
  ["same tool call", "same tool call as another span"],
]);

/** Why a span does not count, as a sentence; nothing where it does, or where its kind says enough. */
export function notCountedWords(because: string | null): string | null {
  if (because === null || because === "not a call") return null;
  return `Not counted: ${reasons.get(because) ?? because}.`;
}
