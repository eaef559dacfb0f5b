import { openEstimator } from "../estimating/open-estimator.ts";
import { readSaid } from "../store/estimating/read-said.ts";
import type { Reckoner } from "../store/settle-traces.ts";
import type { Store } from "../store/store.ts";

/** The reckoner, with calls estimated whose provider sent no tokens: what they said is read from the store. */
export function withEstimates(reckoner: Reckoner, store: Store): Reckoner {
  return { ...reckoner, openEstimator: () => openEstimator({ readSaid: (query) => readSaid(store, query) }) };
}
