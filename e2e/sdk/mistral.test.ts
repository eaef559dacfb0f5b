import { prove } from "./harness.ts";

prove({
  peers: ["mistral-2"],
  scenarios: "mistral",
  ways: ["before", "after", "register", "client"],
  facts: {
    "a chat with tools": [
      {
        name: "chat mistral-small-latest",
        kind: "llm",
        status: "ok",
        provider: "mistral_ai",
        model: "mistral-small-latest",
        responseModel: "mistral-small-latest",
        tokens: {
          input: 120,
          output: 18,
        },
        finishReasons: ["tool_calls"],
        system: "You tell the weather.",
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
        name: "chat mistral-small-latest",
        kind: "llm",
        status: "ok",
        provider: "mistral_ai",
        model: "mistral-small-latest",
        responseModel: "mistral-small-latest",
        tokens: {
          input: 120,
          output: 18,
        },
        finishReasons: ["tool_calls"],
        streaming: true,
        firstToken: true,
        system: "You tell the weather.",
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
    "a stream that is broken off": [
      {
        name: "chat mistral-small-latest",
        kind: "llm",
        status: "ok",
        provider: "mistral_ai",
        model: "mistral-small-latest",
        responseModel: "mistral-small-latest",
        streaming: true,
        firstToken: true,
        interrupted: true,
        system: "You tell the weather.",
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
    "a chat that is refused": [
      {
        name: "chat fail-429",
        kind: "llm",
        status: "error",
        provider: "mistral_ai",
        model: "fail-429",
        error: "SDKError",
        system: "You tell the weather.",
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
    embeddings: [
      {
        name: "embeddings mistral-embed",
        kind: "embedding",
        status: "ok",
        provider: "mistral_ai",
        model: "mistral-embed",
        responseModel: "mistral-embed",
        tokens: {
          input: 9,
        },
        input: [
          {
            role: "user",
            parts: [
              {
                type: "text",
                text: "hello",
              },
            ],
          },
        ],
      },
    ],
  },
});
