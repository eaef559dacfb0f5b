import { instrument as anthropic } from "./anthropic.ts";
import { instrument as bedrock } from "./bedrock.ts";
import { instrument as cohere } from "./cohere.ts";
import { instrument as googleGenai } from "./google-genai.ts";
import { instrument as groq } from "./groq.ts";
import type { Instrument } from "./instrument.ts";
import { instrument as mcp } from "./mcp.ts";
import { instrument as mistral } from "./mistral.ts";
import { instrument as ollama } from "./ollama.ts";
import { instrument as openai } from "./openai.ts";
import { instrument as together } from "./together.ts";

/** Those that record one client. */
export const instruments: readonly Instrument[] = [
  openai,
  anthropic,
  googleGenai,
  groq,
  together,
  ollama,
  bedrock,
  mcp,
  mistral,
  cohere,
];
