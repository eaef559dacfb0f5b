import type { Question, Store } from "../../store.ts";

/** The same store, whose questions are those of an export: each waits for its turn among the heavy ones. */
export function heavily(store: Store): Store {
  const heavy = (question: Question): Question => ({ lane: "heavy", ...question });
  return {
    ...store,
    query: (question) => store.query(heavy(question)),
    columns: (question) => store.columns(heavy(question)),
  };
}
