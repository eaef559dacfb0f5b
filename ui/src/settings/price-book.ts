import type { Alias, OwnPrice, OwnPriceBook } from "../../../receiver/src/pricing/own-prices.ts";

/** What a price costs by the piece; as the receiver names them, and as people do. */
export const rates = [
  ["input", "Input"],
  ["output", "Output"],
  ["cacheRead", "From cache"],
  ["cacheWrite", "Into cache"],
] as const;
export const rarerRates = [
  ["cacheWrite1h", "Into cache, for 1 h"],
  ["audioInput", "Audio input"],
  ["audioOutput", "Audio output"],
  ["reasoning", "Reasoning"],
] as const;
export const priceFields = [
  ...(["provider", "model", "from", "to", "tier", "request"] as const),
  ...[...rates, ...rarerRates].map(([name]) => name),
] as const;
export const aliasFields = ["provider", "model", "asProvider", "asModel"] as const;
export const tiers = ["standard", "batch", "flex", "priority"] as const;

/** What somebody filled in; the receiver says what is wrong with it. */
export const priceIn = (form: FormData) => filledIn(form, priceFields) as OwnPrice;
export const aliasIn = (form: FormData) => filledIn(form, aliasFields) as Alias;

function filledIn(form: FormData, fields: readonly string[]): Readonly<Record<string, string>> {
  const told = fields.map(
    (name) =>
      [
        name,
        String(form.get(name) ?? "")
          .trim()
          .replace(/^\$\s*/, ""),
      ] as const,
  );
  return Object.fromEntries(told.filter(([, text]) => text !== ""));
}

type Named = Pick<OwnPrice, "provider" | "model">;

/** The first that fits counts, so a new one goes before whatever would hide it. */
function withNew<One extends Named>(all: readonly One[], one: One): readonly One[] {
  const hiding = all.findIndex((other) => covers(other, one));
  return hiding === -1 ? [...all, one] : all.toSpliced(hiding, 0, one);
}

function covers(other: Named, { provider, model }: Named): boolean {
  if (other.provider !== undefined && other.provider.toLowerCase() !== provider?.toLowerCase()) return false;
  const [pattern, name] = [other.model.toLowerCase(), model.toLowerCase()];
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** Whether a call of it has a price by the book, or a name to look for one. */
export const isCovered = ({ prices, aliases }: OwnPriceBook, one: Named): boolean =>
  [...prices, ...aliases].some((other) => covers(other, one));

export const withNewPrice = (book: OwnPriceBook, price: OwnPrice): OwnPriceBook => ({
  ...book,
  prices: withNew(book.prices, price),
});
export const withNewAlias = (book: OwnPriceBook, alias: Alias): OwnPriceBook => ({
  ...book,
  aliases: withNew(book.aliases, alias),
});

type Rows<One> = (rows: readonly One[]) => readonly One[] | undefined;

/** With its prices otherwise; undefined where that cannot be. */
export function pricesTurned(book: OwnPriceBook, turn: Rows<OwnPrice>): OwnPriceBook | undefined {
  const prices = turn(book.prices);
  return prices && { ...book, prices };
}

export function aliasesTurned(book: OwnPriceBook, turn: Rows<Alias>): OwnPriceBook | undefined {
  const aliases = turn(book.aliases);
  return aliases && { ...book, aliases };
}

/** When it holds, in words; nothing where it always does. */
export function daysWords({ from, to }: Pick<OwnPrice, "from" | "to">): string {
  if (from && to) return `${from} to ${to}`;
  if (from) return `from ${from}`;
  return to ? `until ${to}` : "";
}
