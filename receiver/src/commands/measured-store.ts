import type { Metrics } from "../metrics.ts";
import type { Store } from "../store/store.ts";

/** The same store, with how long its questions and pours take told to the metrics. */
export function measuredStore(store: Store, metrics: Metrics): Store {
  return {
    ...store,
    query: async (question) => {
      const begun = performance.now();
      const tell = (outcome: "ok" | "failed") =>
        metrics.answered(question.lane ?? "interactive", performance.now() - begun, outcome);
      try {
        const rows = await store.query<never>(question);
        tell("ok");
        return rows;
      } catch (error) {
        tell("failed");
        throw error;
      }
    },
    pour: async (table, segments) => {
      const begun = performance.now();
      await store.pour(table, segments);
      metrics.inserted(performance.now() - begun);
    },
  };
}
