import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestIngest } from "../test-receiver.ts";
import { type TestStore, testStore } from "../test-store.ts";
import { expectSound } from "./expect-sound.ts";
import { Ledger } from "./ledger.ts";
import { eventually } from "./spanwise.ts";

let at: TestStore;

beforeAll(async () => {
  at = await testStore();
});

afterAll(() => at.cleanup());

const hour = 3_600_000;
const midnight = Math.floor(Date.now() / (24 * hour)) * 24 * hour;
/** Before and after midnight, back over it, days behind and ahead, and the very same millisecond again. */
const jumps = [-1, 1, -3 * 24 * hour, 26 * hour, -1, 400 * 24 * hour, 1].map((jump) => midnight + jump);

test("a clock that jumps, also over midnight and while it is down, loses nothing and doubles nothing", async () => {
  const directory = join(at.dataDir, "segments");
  const ledger = new Ledger();
  const loads = Array.from({ length: 12 }, () => ledger.next());
  let clock = 0;
  for (const [index, moment] of jumps.entries()) {
    const ingest = await openTestIngest({ store: at.store, directory, now: () => moment + (clock++ % 3) });
    for (const load of index % 2 === 0 ? loads : loads.toReversed()) {
      const { signal, body, items } = load;
      await ingest.take({ signal, project: "default", body, source: "test", warnings: [] });
      for (const item of items) {
        ledger.sent.add(item);
        ledger.acknowledged.add(item);
      }
    }
    await eventually(() => ingest.status().waitingBytes === 0);
    await ingest.close(Date.now());
  }
  await expectSound(ledger, at.store);
  expect(await refsWithoutContent()).toEqual([]);
});

/** A content lies in the day of those that refer to it, so that it lives as long as they do. */
async function refsWithoutContent(): Promise<unknown[]> {
  return at.store.query({
    text: `
      SELECT DISTINCT day, lower(hex(ref)) AS missing
      FROM (SELECT project, retention, toDate(spans.received) AS day, arrayJoin(refs) AS ref FROM spans WHERE removed = 0)
      WHERE (project, retention, day, ref) NOT IN (
        SELECT project, retention, toDate(contents.received), hash FROM contents
      )
      LIMIT 5`,
  });
}
