import { playOf } from "./alike.ts";

export const play = playOf("groq-sdk", "Groq");
