import { prove } from "./harness.ts";

prove({
  peers: ["bedrock-3"],
  scenarios: "bedrock",
  ways: ["before", "after", "register", "client"],
  facts: {
    "converse with tools": [
      {
        name: "chat anthropic.claude-sonnet-4-5",
        kind: "llm",
        status: "ok",
        provider: "aws.bedrock",
        model: "anthropic.claude-sonnet-4-5",
        tokens: {
          input: 1240,
          output: 30,
          cached: 200,
          cacheWrite: 1000,
        },
        finishReasons: ["tool_use"],
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
                id: "tooluse_fake01",
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
        name: "chat anthropic.claude-sonnet-4-5",
        kind: "llm",
        status: "ok",
        provider: "aws.bedrock",
        model: "anthropic.claude-sonnet-4-5",
        tokens: {
          input: 1240,
          output: 30,
          cached: 200,
          cacheWrite: 1000,
        },
        finishReasons: ["tool_use"],
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
                type: "tool_call",
                id: "tooluse_fake01",
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
        name: "chat anthropic.claude-sonnet-4-5",
        kind: "llm",
        status: "ok",
        provider: "aws.bedrock",
        model: "anthropic.claude-sonnet-4-5",
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
      },
    ],
    invoke: [
      {
        name: "chat anthropic.claude-sonnet-4-5",
        kind: "llm",
        status: "ok",
        provider: "aws.bedrock",
        model: "anthropic.claude-sonnet-4-5",
        responseModel: "anthropic.claude-sonnet-4-5",
        tokens: {
          input: 1225,
          output: 21,
          cached: 1200,
        },
        finishReasons: ["end_turn"],
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
    "a stream of invoke": [
      {
        name: "chat anthropic.claude-sonnet-4-5",
        kind: "llm",
        status: "ok",
        provider: "aws.bedrock",
        model: "anthropic.claude-sonnet-4-5",
        responseModel: "anthropic.claude-sonnet-4-5",
        tokens: {
          input: 1225,
          output: 21,
          cached: 1200,
        },
        finishReasons: ["end_turn"],
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
    "a call that is refused": [
      {
        name: "chat fail-429",
        kind: "llm",
        status: "error",
        provider: "aws.bedrock",
        model: "fail-429",
        error: "Unknown",
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
    "a call that calls back": [
      {
        name: "chat anthropic.claude-sonnet-4-5",
        kind: "llm",
        status: "ok",
        provider: "aws.bedrock",
        model: "anthropic.claude-sonnet-4-5",
        tokens: {
          input: 1225,
          output: 21,
          cached: 1200,
        },
        finishReasons: ["end_turn"],
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
  },
});
