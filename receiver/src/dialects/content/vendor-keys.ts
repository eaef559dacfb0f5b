/** Where libraries put what went in and what came out, in the order in which they are believed. */
export interface VendorKeys {
  readonly system?: readonly string[];
  readonly input?: readonly string[];
  readonly output?: readonly string[];
}

export const vendorKeys: readonly VendorKeys[] = [
  { input: ["spanwise.input"], output: ["spanwise.output"] },
  {
    system: ["langfuse.observation.metadata.instructions"],
    input: ["langfuse.observation.input"],
    output: ["langfuse.observation.output"],
  },
  { input: ["mlflow.spanInputs"], output: ["mlflow.spanOutputs"] },
  { output: ["final_result"] },
  { input: ["gcp.vertex.agent.llm_request"], output: ["gcp.vertex.agent.llm_response"] },
  { input: ["mastra.*.input"], output: ["mastra.*.output"] },
  { input: ["genkit:input"], output: ["genkit:output"] },
  { input: ["gen_ai.prompt"], output: ["gen_ai.completion"] },
  { input: ["llm.input_messages", "llm.prompts"], output: ["llm.output_messages", "llm.completions"] },
  { input: ["input.value"], output: ["output.value"] },
  { input: ["lmnr.span.input"], output: ["lmnr.span.output"] },
  { input: ["traceloop.entity.input"], output: ["traceloop.entity.output"] },
  { input: ["agentops.*.input"], output: ["agentops.*.output"] },
  { system: ["lk.pii.instructions", "lk.instructions"], input: ["lk.pii.chat_ctx", "lk.chat_ctx"] },
  {
    input: [
      "lk.pii.user_input",
      "lk.user_input",
      "lk.pii.user_transcript",
      "lk.user_transcript",
      "lk.pii.input_text",
      "lk.input_text",
    ],
  },
  { input: ["request_data"], output: ["response_data"] },
  { input: ["gen_ai.execution.payload"] },
  { input: ["gen_ai.retrieval.query.text", "gen_ai.memory.query.text", "db.vector.query.content"] },
  { output: ["gen_ai.memory.records", "db.vector.query.response.documents"] },
  { input: ["ai.value", "ai.values"] },
  { input: ["langfuse.trace.input"], output: ["langfuse.trace.output"] },
  { input: ["crew_inputs"] },
  {
    system: ["system_prompt"],
    input: ["user_prompt", "prompt", "request_text"],
    output: ["response", "response_text"],
  },
];
