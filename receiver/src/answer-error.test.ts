import { createRoute, z } from "@hono/zod-openapi";
import { expect, test } from "vitest";
import { answerError } from "./answer-error.ts";
import { openApiApp } from "./api/route.ts";
import { openLog } from "./log.ts";

const asked = createRoute({
  method: "post",
  path: "/ask",
  request: { body: { required: true, content: { "application/json": { schema: z.object({}) } } } },
  responses: { 200: { description: "As it was asked" } },
});

test("a body that is no JSON, or does not say that it is, is the caller's to mend", async () => {
  const app = openApiApp().openapi(asked, (c) => c.json({}, 200));
  app.onError(answerError(openLog({ level: "silent", format: "json" })));
  const send = async (body: string, type: string) => {
    const answer = await app.request("/ask", { method: "POST", headers: { "content-type": type }, body });
    return [answer.status, await answer.json()];
  };
  const notJson = [400, { error: { code: "bad_request", message: "the body is not JSON" } }];
  const notSaid = [415, { error: { code: "unsupported_media_type", message: "send application/json" } }];
  expect(await send("", "application/json")).toEqual(notJson);
  expect(await send("{", "application/json")).toEqual(notJson);
  expect(await send("{}", "text/plain")).toEqual(notSaid);
  expect(await send("{}", "application/json")).toEqual([200, {}]);
});
