import type { Metrics } from "../metrics.ts";
import type { Question, Store } from "../store/store.ts";

/** The same store, with how long its questions and pours take told to the metrics. */
export function measuredStore(store: Store, metrics: Metrics): Store {
  const measured =
    <Answer>(ask: (question: Question) => Promise<Answer>) =>
    async (question: Question): Promise<Answer> => {
      const begun = performance.now();
      const tell = (outcome: "ok" | "failed") =>
        metrics.answered(question.lane ?? "interactive", performance.now() - begun, outcome);
      try {
        const answer = await ask(question);
        tell("ok");
        return answer;
      } catch (error) {
        tell("failed");
        throw error;
      }
    };
  return {
    ...store,
    query: measured(store.query<never>),
    columns: measured(store.columns),
    pour: async (table, segments) => {
      const begun = performance.now();
      await store.pour(table, segments);
      metrics.inserted(performance.now() - begun);
    },
  };
}
