import type { Proof } from "./harness.ts";

/** Of the scenarios that clients alike play. */
export const factsOf = (provider: string): Proof["facts"] => ({
  "a chat with tools": [
    {
      name: "chat llama-3.3-70b",
      kind: "llm",
      status: "ok",
      provider,
      model: "llama-3.3-70b",
      responseModel: "llama-3.3-70b",
      tokens: {
        input: 120,
        output: 18,
        cached: 64,
      },
      finishReasons: ["tool_calls"],
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
  "a stream": [
    {
      name: "chat llama-3.3-70b",
      kind: "llm",
      status: "ok",
      provider,
      model: "llama-3.3-70b",
      responseModel: "llama-3.3-70b",
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
      name: "chat slow-llama",
      kind: "llm",
      status: "ok",
      provider,
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
    },
  ],
  "a chat that is refused": [
    {
      name: "chat fail-429",
      kind: "llm",
      status: "error",
      provider,
      model: "fail-429",
      error: "RateLimitError",
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
      name: "embeddings m2-bert",
      kind: "embedding",
      status: "ok",
      provider,
      model: "m2-bert",
      responseModel: "m2-bert",
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
});
