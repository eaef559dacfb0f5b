/** An agent with @spanwise/sdk whose run lasts until its input ends. It prints the trace's id when the run has begun. */
import { trace } from "@opentelemetry/api";
import { init } from "@spanwise/sdk";

const { shutdown } = init({ sessionId: "a long session" });
const run = trace.getTracer("e2e").startSpan("invoke_agent coder", {
  attributes: { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "coder" },
});
process.stdout.write(`${run.spanContext().traceId}\n`);
for await (const _ of process.stdin);
run.setAttribute("gen_ai.usage.output_tokens", 12);
run.end();
await shutdown();
