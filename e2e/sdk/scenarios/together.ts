import { playOf } from "./alike.ts";

export const play = playOf("together-ai", "Together");
