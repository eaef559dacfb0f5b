import type { Api } from "./api.ts";
import { openaiChat } from "./openai-chat.ts";
import { text } from "./weather.ts";

const once = { stream: false, call: 2, structured: false, tellsUsage: true } as const;
const counted = (input: number, output: number) => ({ input, output, cached: 0, cacheWrite: 0, reasoning: 0 });

/** POST /v1/images/generations */
export const openaiImages: Api = {
  name: "openai-images",
  path: /\/images\/generations$/,
  contentType: "application/json",
  read: (body) => ({ ...once, model: String(body.model) }),
  usage: () => counted(13, 272),
  whole: () => ({
    created: 1_795_000_000,
    data: [{ url: "https://images.test/paris.png" }],
    usage: {
      input_tokens: 13,
      input_tokens_details: { image_tokens: 0, text_tokens: 13 },
      output_tokens: 272,
      total_tokens: 285,
    },
  }),
  pieces: () => [],
  failure: openaiChat.failure,
};

/** POST /v1/audio/speech */
export const openaiSpeech: Api = {
  name: "openai-speech",
  path: /\/audio\/speech$/,
  contentType: "audio/mpeg",
  read: (body) => ({ ...once, model: String(body.model), tellsUsage: false }),
  usage: () => counted(0, 0),
  whole: () => Buffer.from("ID3 not really"),
  pieces: () => [],
  failure: openaiChat.failure,
};

/** POST /v1/audio/transcriptions */
export const openaiTranscriptions: Api = {
  name: "openai-transcriptions",
  path: /\/audio\/transcriptions$/,
  contentType: "application/json",
  read: (body) => ({ ...once, model: String(body.model) }),
  usage: () => counted(14, 45),
  whole: () => ({
    text,
    usage: {
      type: "tokens",
      input_tokens: 14,
      input_token_details: { text_tokens: 4, audio_tokens: 10 },
      output_tokens: 45,
      total_tokens: 59,
    },
  }),
  pieces: () => [],
  failure: openaiChat.failure,
};
