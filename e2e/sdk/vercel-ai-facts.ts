import type { Proof } from "./harness.ts";

/** What a version tells; no other difference is expected between them. */
interface Tells {
  /** Of the tokens of a whole answer, which were cached and which were reasoning. */
  readonly details?: true;
  readonly tokensOfStreams?: true;
  /** Of an operation, that it was aborted. */
  readonly abort?: true;
  readonly firstOfAborted?: true;
  readonly modelOfEmbedding?: true;
}

export const factsOf = (tells: Tells): Proof["facts"] => ({
  "tools in a loop": [
    {
      name: "generateText",
      kind: "operation",
      status: "ok",
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
              text: "It is 18 degrees and sunny in Paris.",
            },
          ],
        },
      ],
    },
    {
      name: "chat gpt-4o-mini",
      kind: "llm",
      status: "ok",
      provider: "openai",
      model: "gpt-4o-mini",
      responseModel: "gpt-4o-mini-2024-07-18",
      tokens: {
        input: 120,
        output: 18,
        ...(tells.details && { cached: 64 }),
      },
      finishReasons: ["tool_calls"],
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
    {
      name: "execute_tool get_weather",
      kind: "tool",
      status: "ok",
      tool: {
        name: "get_weather",
        arguments: {
          city: "Paris",
        },
        result: {
          city: "Paris",
          celsius: 18,
        },
      },
    },
    {
      name: "chat gpt-4o-mini",
      kind: "llm",
      status: "ok",
      provider: "openai",
      model: "gpt-4o-mini",
      responseModel: "gpt-4o-mini-2024-07-18",
      tokens: {
        input: 158,
        output: 42,
        ...(tells.details && { cached: 128, reasoning: 16 }),
      },
      finishReasons: ["stop"],
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
        {
          role: "tool",
          parts: [
            {
              type: "tool_result",
              id: "call_Wx1Paris0001",
              result: {
                city: "Paris",
                celsius: 18,
              },
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
  "a stream": [
    {
      name: "streamText",
      kind: "operation",
      status: "ok",
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
    {
      name: "chat gpt-4o-mini",
      kind: "llm",
      status: "ok",
      provider: "openai",
      model: "gpt-4o-mini",
      responseModel: "gpt-4o-mini-2024-07-18",
      ...(tells.tokensOfStreams && { tokens: { input: 158, output: 42, cached: 128, reasoning: 16 } }),
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
  "a stream that is aborted": [
    {
      name: "streamText",
      kind: "operation",
      status: "ok",
      ...(tells.abort && { interrupted: true }),
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
    {
      name: "chat slow-gpt",
      kind: "llm",
      status: "ok",
      provider: "openai",
      model: "slow-gpt",
      streaming: true,
      ...(tells.firstOfAborted && { firstToken: true }),
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
  "a call that is refused": [
    {
      name: "generateText",
      kind: "operation",
      status: "error",
      error: "AI_APICallError",
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
    {
      name: "chat fail-400",
      kind: "llm",
      status: "error",
      provider: "openai",
      model: "fail-400",
      error: "AI_APICallError",
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
  "an embedding": [
    {
      name: "embeddings text-embedding-3-small",
      kind: "embedding",
      status: "ok",
      provider: "openai",
      model: "text-embedding-3-small",
      ...(tells.modelOfEmbedding && { responseModel: "text-embedding-3-small" }),
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
