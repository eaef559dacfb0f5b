import type { Message, Part } from "../model/message.ts";

/** The words of a call: those that went to the model, and those that came from it. */
export interface SaidTexts {
  readonly input: readonly string[];
  readonly output: readonly string[];
}

interface Said {
  readonly system: string | null;
  readonly input: readonly Message[];
  readonly output: readonly Message[];
}

/** What stands in the place of content that is not captured begins with this. */
const mark = "[not captured";

/**
 * Undefined unless both sides of the call were captured whole: half of a call is no estimate of it. Pictures and sound
 * have no words.
 */
export function saidTexts({ system, input, output }: Said): SaidTexts | undefined {
  if (output.length === 0 || (system === null && input.length === 0)) return undefined;
  const asked = [...(system === null ? [] : [system]), ...textsOf(input)];
  const answered = textsOf(output);
  if (answered.every((text) => text === "") || [...asked, ...answered].some(isMarked)) return undefined;
  return { input: asked, output: answered };
}

const textsOf = (messages: readonly Message[]) => messages.flatMap(({ parts }) => parts.map(textOf));

function textOf(part: Part): string {
  switch (part.type) {
    case "text":
    case "reasoning":
      return part.text;
    case "tool_call":
      return inWords(part.arguments);
    case "tool_result":
      return inWords(part.result);
    case "media":
      return "";
  }
}

const inWords = (value: unknown) => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

const isMarked = (text: string) => text.startsWith(mark) || text.includes(`"${mark}`);
