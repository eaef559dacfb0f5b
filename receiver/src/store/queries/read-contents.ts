import type { Store } from "../store.ts";
import { Parameters } from "./parameters.ts";

/** So many hashes travel in one question: a server takes them in the address. */
const atOnce = 4000;

/** Message contents by the hex of their hash: text, or the bytes of an event. One that is not kept any more is missing from the answer. */
export async function readContents(
  store: Store,
  project: string,
  refs: readonly (readonly string[])[],
): Promise<ReadonlyMap<string, Buffer>> {
  const hashes = [...new Set(refs.flat())];
  const contents = new Map<string, Buffer>();
  for (let at = 0; at < hashes.length; at += atOnce) {
    const add = new Parameters();
    const text = `
      SELECT lower(hex(hash)) AS name, base64Encode(any(content)) AS body FROM contents
      WHERE project = ${add.string(project)}
        AND hash IN (SELECT toFixedString(unhex(arrayJoin(${add.strings(hashes.slice(at, at + atOnce))})), 16))
      GROUP BY hash`;
    for (const row of await store.query<{ name: string; body: string }>({ text, params: add.values }))
      contents.set(row.name, Buffer.from(row.body, "base64"));
  }
  return contents;
}
