import { hash } from "node:crypto";
import type { Breath } from "../../breath.ts";
import type { Priced } from "../../model/cost.ts";
import type { CallToPrice, Estimated, Reckoning, SlimSpan } from "../../model/ledger.ts";
import type { Place } from "../places.ts";
import type { Reckoner } from "../settle-traces.ts";
import { pricedFor } from "../settling/established.ts";
import type { Store } from "../store.ts";
import { type AskedCall, askedCalls } from "./asked-calls.ts";
import { readSaidPrints, type SaidPrint } from "./said-prints.ts";
import { keyOf } from "./spans-asked.ts";
import { readStoredEstimates, type StoredEstimate } from "./stored-estimates.ts";

/**
 * Counts what was said in calls whose provider sent no tokens, by `keyOf`. Where there is nothing to count both counts
 * are 0; what it has no room for is missing. One is opened for each settle and has room for so much.
 */
export type Estimator = (
  project: string,
  place: Place,
  calls: readonly SaidPrint[],
) => Promise<ReadonlyMap<string, Estimated>>;

/** Estimates of the calls of some traces, by `keyOf`. */
export type Estimates = ReadonlyMap<string, StoredEstimate>;

export interface EstimatesQuery {
  readonly store: Store;
  readonly project: string;
  readonly place: Place;
  readonly traces: ReadonlyMap<string, readonly SlimSpan[]>;
  readonly reckoner: Pick<Reckoner, "reckon" | "price">;
  readonly estimator: Estimator;
  readonly known: Reckoning["known"];
  readonly breath: Breath;
}

const none: Estimates = new Map();

/** What was estimated before for the same words of the same call stays, and is not counted again. */
export async function estimatesOf(query: EstimatesQuery): Promise<Estimates> {
  const asked = await allAsked(query);
  if (asked.length === 0) return none;
  const { store, project, place, estimator } = query;
  const stored = await readStoredEstimates(store, project, place, asked);
  const worth = asked.filter((one) => stored.has(keyOf(one)) || hasPrice(query, one.call));
  if (worth.length === 0) return none;
  const prints = new Map((await readSaidPrints(store, project, place, worth)).map((print) => [keyOf(print), print]));
  const keys = new Map(worth.map((one) => [keyOf(one), estimatedFor(one.call, prints.get(keyOf(one)))]));
  const isKept = (one: AskedCall) => stored.get(keyOf(one))?.key === keys.get(keyOf(one));
  const left = worth.filter((one) => !isKept(one)).flatMap((one) => prints.get(keyOf(one)) ?? []);
  const counted = left.length === 0 ? none : await estimator(project, place, left);
  return new Map(
    [...keys].flatMap(([name, key]) => {
      const estimate = counted.get(name) ?? (stored.get(name)?.key === key ? stored.get(name) : undefined);
      return estimate === undefined ? [] : [[name, { input: estimate.input, output: estimate.output, key }] as const];
    }),
  );
}

async function allAsked({ traces, reckoner, known, breath }: EstimatesQuery): Promise<readonly AskedCall[]> {
  const all: AskedCall[] = [];
  for (const [trace, spans] of traces) {
    for (const one of await breath.through(askedCalls(trace, spans, reckoner.reckon, known))) all.push(one);
  }
  return all;
}

const aToken = { input: 1, output: 1, cached: 0, cacheWrite: 0, reasoning: 0 };

/** An estimate without a price serves nobody. */
function hasPrice({ project, reckoner }: EstimatesQuery, call: CallToPrice): boolean {
  const priced: Priced | undefined = reckoner.price({ project, ...call, usage: aToken });
  return priced !== undefined;
}

/** Tells apart what is said in which call. */
function estimatedFor(call: CallToPrice, said: SaidPrint | undefined): bigint {
  return BigInt(`0x${hash("md5", `${pricedFor(call)} ${said?.print}`).slice(0, 16)}`);
}
