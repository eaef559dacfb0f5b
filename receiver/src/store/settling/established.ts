import { hash } from "node:crypto";
import { type CostLine, type Priced, picoDollars } from "../../model/cost.ts";
import type { CallToPrice } from "../../model/ledger.ts";
import type { StoredEntry } from "./stored-rows.ts";

const dayNanos = 86_400_000_000_000n;

/** Tells calls apart that may have different prices: what was used, of which model, how and on which day. */
export function pricedFor({ provider, model, responseModel, at, usage, details, tier }: CallToPrice): bigint {
  const { input, output, cached, cacheWrite, reasoning } = usage;
  const tokens = [input, output, cached, cacheWrite, reasoning];
  const told = JSON.stringify([provider, model, responseModel, String(at / dayNanos), tokens, details, tier]);
  return BigInt(`0x${hash("md5", told).slice(0, 16)}`);
}

/** A cost that was computed once for the same call stays, whatever prices have come to be. */
export function establishedCost(stored: StoredEntry | undefined, key: bigint): Priced | undefined {
  if (stored?.established?.pricedFor !== key || stored.removed) return undefined;
  const [total, input, output, cached, cacheWrite, version = "", lines = ""] = stored.established.parts;
  return {
    total: picoDollars(total) ?? 0n,
    input: picoDollars(input) ?? 0n,
    output: picoDollars(output) ?? 0n,
    cached: picoDollars(cached) ?? 0n,
    cacheWrite: picoDollars(cacheWrite) ?? 0n,
    version,
    lines: lines === "" ? [] : (JSON.parse(lines) as CostLine[]),
  };
}
