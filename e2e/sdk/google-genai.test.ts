import { prove } from "./harness.ts";

prove({
  peers: ["google-genai-3", "google-genai-2"],
  scenarios: "google-genai",
  ways: ["before", "after", "register", "client"],
  facts: {
    "a call with tools": [
      {
        name: "generate_content gemini-2.5-flash",
        kind: "llm",
        status: "ok",
        provider: "gcp.gemini",
        model: "gemini-2.5-flash",
        responseModel: "gemini-2.5-flash",
        tokens: {
          input: 120,
          output: 28,
          cached: 64,
          reasoning: 10,
        },
        finishReasons: ["stop"],
        system: "You tell the weather.",
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
        name: "generate_content gemini-2.5-flash",
        kind: "llm",
        status: "ok",
        provider: "gcp.gemini",
        model: "gemini-2.5-flash",
        responseModel: "gemini-2.5-flash",
        tokens: {
          input: 158,
          output: 42,
          cached: 128,
          reasoning: 16,
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
        name: "generate_content gemini-2.5-flash",
        kind: "llm",
        status: "ok",
        provider: "gcp.gemini",
        model: "gemini-2.5-flash",
        responseModel: "gemini-2.5-flash",
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
    "calls that are refused": [
      {
        name: "generate_content fail-429",
        kind: "llm",
        status: "error",
        provider: "gcp.gemini",
        model: "fail-429",
        error: "ApiError",
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
    "a stream that is aborted": [
      {
        name: "generate_content slow-gemini",
        kind: "llm",
        status: "ok",
        provider: "gcp.gemini",
        model: "slow-gemini",
        responseModel: "slow-gemini",
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
    "a chat": [
      {
        name: "generate_content gemini-2.5-flash",
        kind: "llm",
        status: "ok",
        provider: "gcp.gemini",
        model: "gemini-2.5-flash",
        responseModel: "gemini-2.5-flash",
        tokens: {
          input: 158,
          output: 42,
          cached: 128,
          reasoning: 16,
        },
        finishReasons: ["stop"],
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
