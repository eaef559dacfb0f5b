import { prove } from "./harness.ts";

prove({
  peers: ["ollama-0"],
  scenarios: "ollama",
  ways: ["before", "after", "register", "client"],
  facts: {
    "a chat with tools": [
      {
        name: "chat llama3.2",
        kind: "llm",
        status: "ok",
        provider: "ollama",
        model: "llama3.2",
        responseModel: "llama3.2",
        tokens: {
          input: 120,
          output: 18,
        },
        finishReasons: ["stop"],
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
                id: null,
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
        name: "chat llama3.2",
        kind: "llm",
        status: "ok",
        provider: "ollama",
        model: "llama3.2",
        responseModel: "llama3.2",
        tokens: {
          input: 158,
          output: 42,
        },
        finishReasons: ["stop"],
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
    "a stream that is broken off": [
      {
        name: "chat llama3.2",
        kind: "llm",
        status: "ok",
        provider: "ollama",
        model: "llama3.2",
        responseModel: "llama3.2",
        streaming: true,
        firstToken: true,
        interrupted: true,
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
                text: "It is 18 degrees",
              },
            ],
          },
        ],
      },
    ],
    "a stream that is aborted": [
      {
        name: "chat slow-llama",
        kind: "llm",
        status: "ok",
        provider: "ollama",
        model: "slow-llama",
        responseModel: "slow-llama",
        streaming: true,
        firstToken: true,
        interrupted: true,
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
                text: "It is 18 degrees",
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
        provider: "ollama",
        model: "fail-500",
        error: "ResponseError",
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
