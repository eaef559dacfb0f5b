import type { Lane, Store } from "../store.ts";

/** The same store, whose questions are all asked in one lane. */
export function inLane(store: Store, lane: Lane): Store {
  return { ...store, query: (question) => store.query({ ...question, lane }) };
}
