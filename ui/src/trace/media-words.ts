import { formatCount } from "../../../receiver/src/format.ts";
import type { Part } from "../../../receiver/src/model/message.ts";

type Media = Extract<Part, { type: "media" }>;

/** Characters of an address that are shown. */
const most = 300;

/** What a picture, sound or file is and where it lies, as text: nothing of it is ever loaded. */
export function mediaWords({ modality, mimeType, uri }: Media): string {
  const name = mimeType === null ? modality : `${modality}, ${mimeType}`;
  if (uri === null) return name;
  if (/^data:/i.test(uri)) return `${name}, ${formatCount(uri.length)} characters inline`;
  return `${name}, ${uri.length > most ? `${uri.slice(0, most)}…` : uri}`;
}
