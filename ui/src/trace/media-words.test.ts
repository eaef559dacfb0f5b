import { expect, test } from "vitest";
import { mediaWords } from "./media-words.ts";

test("media is told by kind and place, never by its bytes", () => {
  const media = (mimeType: string | null, uri: string | null) =>
    mediaWords({ type: "media", modality: "image", mimeType, uri });
  expect([
    media(null, null),
    media("image/png", `data:image/png;base64,${"A".repeat(20_000)}`),
    media("image/png", "https://example.test/a.png"),
    media(null, "javascript:alert(1)"),
    media(null, `https://example.test/${"a".repeat(1000)}`).length,
  ]).toEqual([
    "image",
    "image, image/png, 20k characters inline",
    "image, image/png, https://example.test/a.png",
    "image, javascript:alert(1)",
    308,
  ]);
});
