import { prove } from "./harness.ts";

prove({
  peers: ["a2a-1"],
  scenarios: "a2a",
  facts: {
    "a message": [
      {
        name: "sendMessage weather",
        kind: "operation",
        status: "ok",
        agent: "weather",
        input: [
          {
            role: "user",
            parts: [
              {
                type: "text",
                text: "How is the weather in Paris?",
              },
            ],
          },
        ],
        output: [
          {
            role: "assistant",
            parts: [
              {
                type: "text",
                text: '{"messageId":"m-2","contextId":"c-1","role":2,"parts":[{"content":{"$case":"text","value":"18 degrees"}}]}',
              },
            ],
          },
        ],
      },
      {
        name: "invoke_agent weather",
        kind: "agent",
        status: "ok",
        agent: "weather",
        input: [
          {
            role: "user",
            parts: [
              {
                type: "text",
                text: "How is the weather in Paris?",
              },
            ],
          },
        ],
        output: [
          {
            role: "assistant",
            parts: [
              {
                type: "text",
                text: '{"messageId":"m-2","contextId":"c-1","role":2,"parts":[{"content":{"$case":"text","value":"18 degrees"}}]}',
              },
            ],
          },
        ],
      },
    ],
    "a streamed answer": [
      {
        name: "sendMessageStream weather",
        kind: "operation",
        status: "ok",
        agent: "weather",
        input: [
          {
            role: "user",
            parts: [
              {
                type: "text",
                text: "How is the weather in Paris?",
              },
            ],
          },
        ],
        output: [
          {
            role: "assistant",
            parts: [
              {
                type: "text",
                text: '[{"payload":{"$case":"message","value":{"messageId":"m-2","contextId":"c-1","role":2,"parts":[{"content":{"$case":"text","value":"18 degrees"}}]}}}]',
              },
            ],
          },
        ],
      },
      {
        name: "invoke_agent weather",
        kind: "agent",
        status: "ok",
        agent: "weather",
        input: [
          {
            role: "user",
            parts: [
              {
                type: "text",
                text: "How is the weather in Paris?",
              },
            ],
          },
        ],
        output: [
          {
            role: "assistant",
            parts: [
              {
                type: "text",
                text: '[{"payload":{"$case":"message","value":{"messageId":"m-2","contextId":"c-1","role":2,"parts":[{"content":{"$case":"text","value":"18 degrees"}}]}}}]',
              },
            ],
          },
        ],
      },
    ],
  },
});
