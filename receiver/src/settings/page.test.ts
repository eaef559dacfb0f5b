import { expect, test } from "vitest";
import { settingsPage } from "./page.ts";

test("docs/settings.md says what the table of settings says", async () => {
  await expect(settingsPage()).toMatchFileSnapshot("../../../docs/settings.md");
});
