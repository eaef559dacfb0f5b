import { type Call, type CostLine, dollars, type PicoDollars, type Priced } from "../model/cost.ts";
import { buckets, quantitiesOf } from "./buckets.ts";
import type { Rate, Rates } from "./rates.ts";

/** Rates made ready to be multiplied with. */
export interface Sheet {
  readonly rates: Rates;
  readonly version: string;
  /** Of each bucket: whole pico-dollars apiece, or not a number where they are not whole or there is no rate. */
  readonly apiece: readonly number[];
}

const million = 1_000_000n;

export function sheetOf(rates: Rates, version: string): Sheet {
  const apiece = buckets.map(({ rate }) => {
    const perMillion = rates[rate];
    return perMillion === undefined || perMillion % million !== 0n ? Number.NaN : Number(perMillion / million);
  });
  return { rates, version, apiece };
}

/** Undefined where something was used that has no price. */
export function costOf(call: Call, sheet: Sheet): Priced | undefined {
  const quantities = quantitiesOf(call, sheet.rates);
  const sums: Sums = { input: 0n, output: 0n, cached: 0n, cacheWrite: 0n };
  for (let index = 0; index < buckets.length; index++) {
    const quantity = quantities[index] ?? 0;
    if (quantity === 0) continue;
    const cost = costIn(sheet, index, quantity);
    if (cost === undefined) return undefined;
    sums[buckets[index]?.part ?? "input"] += cost;
  }
  return new PricedCall(sums, quantities, sheet);
}

type Sums = Record<"input" | "output" | "cached" | "cacheWrite", PicoDollars>;

/** Few ask for the lines, and they take longer than the sums: they are made when asked for, and not copied by `...`. */
class PricedCall implements Priced {
  readonly total: PicoDollars;
  readonly input: PicoDollars;
  readonly output: PicoDollars;
  readonly cached: PicoDollars;
  readonly cacheWrite: PicoDollars;
  readonly version: string;
  readonly #quantities: readonly number[];
  readonly #sheet: Sheet;

  constructor({ input, output, cached, cacheWrite }: Sums, quantities: readonly number[], sheet: Sheet) {
    this.total = input + output + cached + cacheWrite;
    this.input = input;
    this.output = output;
    this.cached = cached;
    this.cacheWrite = cacheWrite;
    this.version = sheet.version;
    this.#quantities = quantities;
    this.#sheet = sheet;
  }

  get lines(): readonly CostLine[] {
    return linesOf(this.#quantities, this.#sheet);
  }
}

function costIn({ rates, apiece }: Sheet, index: number, quantity: number): PicoDollars | undefined {
  const cost = quantity * (apiece[index] ?? Number.NaN);
  if (cost <= Number.MAX_SAFE_INTEGER) return BigInt(cost);
  const rate = rates[buckets[index]?.rate ?? "input"];
  return rate === undefined ? undefined : product(quantity, rate);
}

/** Rounded half up to a pico-dollar. */
function product(quantity: number, rate: Rate): PicoDollars {
  return (BigInt(quantity) * rate + million / 2n) / million;
}

function linesOf(quantities: readonly number[], { rates }: Sheet): CostLine[] {
  return buckets.flatMap(({ name, rate: named, unit }, index) => {
    const [quantity, rate] = [quantities[index] ?? 0, rates[named]];
    if (quantity === 0 || rate === undefined) return [];
    const shown = dollars(unit === "request" ? rate / 1000n : rate);
    return [{ bucket: name, quantity, unit, rate: shown, cost: dollars(product(quantity, rate)) }];
  });
}
