import { createHash, hash } from "node:crypto";

/** Names a content: the first 16 bytes of its SHA-256. */
export function hashOf(bytes: Uint8Array): Buffer {
  return hash("sha256", bytes, "buffer").subarray(0, 16);
}

/** Names several stretches together, each told apart from the next by its length. */
export function hashOfAll(parts: readonly Uint8Array[]): Buffer {
  const whole = createHash("sha256");
  const length = Buffer.alloc(4);
  for (const part of parts) {
    length.writeUInt32LE(part.length);
    whole.update(length);
    whole.update(part);
  }
  return whole.digest().subarray(0, 16);
}
