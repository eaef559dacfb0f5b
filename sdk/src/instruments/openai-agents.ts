import { context } from "../active-context.ts";
import { active, spanOf, withModelCall } from "../context.ts";
import { running } from "../running.ts";
import { type QuietRun, quietRunOf, withQuietRun } from "../spans/open-span.ts";
import type { Instrument } from "./instrument.ts";
import { processor, withTraces } from "./openai-agents-processor.ts";
import { replace } from "./replace.ts";

const joined = new WeakSet<object>();

/** OpenAI Agents tells its traces to processors, so one more listens. */
export const instrument: Instrument = {
  name: "openai-agents",
  packages: [{ name: "@openai/agents-core", versions: ">=0.1 <1" }],
  patch(module) {
    const { addTraceProcessor, getGlobalTraceProvider, getCurrentSpan, Runner } = module;
    if (typeof addTraceProcessor !== "function" || typeof getGlobalTraceProvider !== "function") {
      throw new Error("it has no trace processors");
    }
    const provider = getGlobalTraceProvider() as object;
    if (!joined.has(provider)) addTraceProcessor(processor);
    joined.add(provider);
    // Whoever sets the processors, as the library itself does when it is loaded, does not mean ours.
    replace(
      provider,
      "setProcessors",
      (original) =>
        function (processors, ...rest) {
          return Reflect.apply(original, this, [[processor, ...processors], ...rest]);
        },
    );
    if (typeof Runner === "function" && typeof getCurrentSpan === "function") {
      place(Runner.prototype, getCurrentSpan as () => unknown);
    }
  },
};

/** What happens while an agent runs belongs to what the agent does just then, which only the library knows. */
function place(runner: unknown, currentSpan: () => unknown): void {
  replace(
    runner,
    "run",
    (original) =>
      function (...values) {
        const at = running();
        if (!at) return Reflect.apply(original, this, values);
        const around = active();
        const run: QuietRun = {
          placeIn(within) {
            const placed = quietRunOf(around)?.placeIn(within) ?? within;
            return spanOf(within) === spanOf(around) ? (processor.contextOf(currentSpan()) ?? placed) : within;
          },
        };
        const traces: string[] = [];
        const inside = withModelCall(withQuietRun(withTraces(around, traces), run), () =>
          processor.callOf(currentSpan()),
        );
        const result = context.with(inside, () => Reflect.apply(original, this, values));
        // The trace of a run that fails is never ended by the library.
        if (result instanceof Promise) result.catch((error) => failAll(traces, error));
        return result;
      },
  );
}

function failAll(traces: readonly string[], error: unknown): void {
  for (const id of traces) processor.fail(id, error);
}
