/**
 * What every peer tells, in its own language and protocol: an agent that asked a model once and was cut off.
 * `js/tell-story.ts` and `python/tell_story.py` tell it; `read-story.ts` reads it back.
 */
export const story = {
  spans: [
    {
      name: "invoke_agent planner",
      kind: "agent",
      status: "ok",
      parent: null,
      sessionId: "e2e session",
      agent: "planner",
      model: null,
      tokens: null,
      messages: null,
      events: [],
    },
    {
      name: "chat gpt-5",
      kind: "llm",
      status: "error",
      parent: "invoke_agent planner",
      sessionId: "e2e session",
      agent: "planner",
      model: "gpt-5",
      tokens: { input: 120, output: 30 },
      messages: '[{"role":"user","parts":[{"type":"text","content":"How late is it in 東京? 🕰"}]}]',
      events: [{ name: "first token", attributes: { index: 0 } }],
    },
  ],
  logs: [
    {
      span: "chat gpt-5",
      severity: 13,
      body: "the answer was cut off",
      attributes: { attempt: 2, final: true, ratio: 0.5, tags: ["a", "b"] },
    },
  ],
  metrics: {
    "e2e.latency": { type: "histogram", value: null, count: "2", sum: 20, attributes: {} },
    "e2e.queue": { type: "gauge", value: 7, count: null, sum: null, attributes: {} },
    "e2e.turns": { type: "sum", value: 3, count: null, sum: null, attributes: { model: "gpt-5" } },
  },
};
