import { prove } from "./harness.ts";

prove({
  peers: ["cohere-8", "cohere-7"],
  scenarios: "cohere",
  ways: ["before", "after", "register", "client"],
  facts: {
    "a chat with tools": [
      {
        name: "chat command-a-03-2025",
        kind: "llm",
        status: "ok",
        provider: "cohere",
        model: "command-a-03-2025",
        tokens: {
          input: 120,
          output: 18,
        },
        finishReasons: ["tool_call"],
        input: [
          {
            role: "user",
            parts: [
              {
                type: "text",
                text: "hi",
              },
            ],
          },
        ],
        output: [
          {
            role: "assistant",
            parts: [
              {
                type: "reasoning",
                text: "I will look it up.",
              },
              {
                type: "tool_call",
                id: "call_Wx1Paris0001",
                name: "get_weather",
                arguments: {
                  city: "Paris",
                },
              },
            ],
          },
        ],
      },
    ],
    "a stream with tools": [
      {
        name: "chat command-a-03-2025",
        kind: "llm",
        status: "ok",
        provider: "cohere",
        model: "command-a-03-2025",
        tokens: {
          input: 120,
          output: 18,
        },
        finishReasons: ["tool_call"],
        streaming: true,
        firstToken: true,
        input: [
          {
            role: "user",
            parts: [
              {
                type: "text",
                text: "hi",
              },
            ],
          },
        ],
        output: [
          {
            role: "assistant",
            parts: [
              {
                type: "reasoning",
                text: "I will look it up.",
              },
              {
                type: "tool_call",
                id: "call_Wx1Paris0001",
                name: "get_weather",
                arguments: {
                  city: "Paris",
                },
              },
            ],
          },
        ],
      },
    ],
    "a stream": [
      {
        name: "chat command-a-03-2025",
        kind: "llm",
        status: "ok",
        provider: "cohere",
        model: "command-a-03-2025",
        tokens: {
          input: 158,
          output: 42,
        },
        finishReasons: ["complete"],
        streaming: true,
        firstToken: true,
        input: [
          {
            role: "user",
            parts: [
              {
                type: "text",
                text: "hi",
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
                text: "It is 18 degrees and sunny in Paris.",
              },
            ],
          },
        ],
      },
    ],
    "a chat that is refused": [
      {
        name: "chat fail-500",
        kind: "llm",
        status: "error",
        provider: "cohere",
        model: "fail-500",
        error: "InternalServerError",
        input: [
          {
            role: "user",
            parts: [
              {
                type: "text",
                text: "hi",
              },
            ],
          },
        ],
      },
    ],
  },
});
