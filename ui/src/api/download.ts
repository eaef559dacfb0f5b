import { addressOf } from "../../../receiver/src/client/address.ts";
import type { Given } from "../../../receiver/src/client/routes.ts";
import { client } from "./client.ts";
import { apiKey } from "./key.ts";

/** Where the receiver gives a file of it. */
export const exportAddress = (project: string, given: Given<"export">) =>
  `/api/projects/${encodeURIComponent(project)}/${addressOf("export", given)}`;

/** Whether the browser may fetch it by itself: it sends no key. */
export const isOpen = () => apiKey() === null;

/** As a press of a link to the file would. Rejects where it is refused, as far as that is heard. */
export async function startDownload(project: string, given: Given<"export">, name: string): Promise<void> {
  if (!isOpen()) return download(project, given, name);
  const link = document.createElement("a");
  link.href = exportAddress(project, given);
  link.download = name;
  link.click();
}

/** Fetches the file with the key of this tab, and hands it to the browser as a download. */
export async function download(project: string, given: Given<"export">, name: string): Promise<void> {
  const response = await client.project(project).open("export", given);
  save(await response.blob(), name);
}

/** What is here already, as a download. */
export function saveText(text: string, name: string, type: string): void {
  save(new Blob([text], { type }), name);
}

function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
