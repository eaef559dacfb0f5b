import type { Message } from "../../../receiver/src/model/message.ts";

/** What a message says in words. */
export function textsOf({ parts }: Message): string {
  return parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
}
