import { instrument as anthropic } from "./anthropic.ts";
import type { Instrument } from "./instrument.ts";
import { instrument as openai } from "./openai.ts";

/** Those that record one client. */
export const instruments: readonly Instrument[] = [openai, anthropic];
