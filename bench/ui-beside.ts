import { loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { median, round } from "./quantiles.ts";
import { type Figure, report } from "./report.ts";
import { startServer, temporaryFolder } from "./server.ts";
import { openBrowser } from "./ui-browser.ts";
import { sendAll, sendBigTrace } from "./ui-data.ts";
import { type Measured, measureOnce, nothingMeasured, ourTrace, pageFigures, type Shown } from "./ui-measure.ts";
import { installPhoenix, type Phoenix, spansOf, startPhoenix } from "./ui-phoenix.ts";

/** One trace in our window and in Phoenix's, in the same browser, in turns. */
const { values } = parseArgs({
  options: {
    spans: { type: "string", multiple: true },
    repeats: { type: "string", default: "3" },
    frames: { type: "string", default: "240" },
    /** For how many seconds Phoenix may take in a trace. */
    patience: { type: "string", default: "600" },
    small: { type: "boolean", default: false },
    out: { type: "string" },
  },
});

const sizes = (values.spans ?? (values.small ? ["500"] : ["10000", "100000"])).map(Number);
const repeats = values.small ? 1 : Number(values.repeats);
const frames = values.small ? 60 : Number(values.frames);
const patience = Number(values.patience) * 1000;

const version = installPhoenix();
const browser = await openBrowser();
const figures: Figure[] = [];
const notes: Record<string, unknown> = { version, load: loadavg().map(round), frames };
for (const spans of sizes) figures.push(...(await compare(spans)));
await browser.close();
report({ name: "one trace in our window and in Phoenix's", figures, sound: true, notes }, values.out);
process.exit(0);

async function compare(spans: number): Promise<Figure[]> {
  const [folder, otherFolder] = [temporaryFolder(), temporaryFolder()];
  try {
    const server = await startServer(folder.path);
    const phoenix = await startPhoenix(otherFolder.path);
    const ours = await sendBigTrace(server.endpoint, spans);
    const taken = await takenIn(phoenix, spans);
    notes[`${spans}: Phoenix took in`] = taken;
    const traceId = ours.slice(ours.lastIndexOf("/") + 1);
    const told = await inTurns(ourTrace(ours), phoenixTrace(`${phoenix.endpoint}/redirects/traces/${traceId}`));
    await Promise.all([server.stop(), phoenix.stop()]);
    return [
      ...pageFigures(`${spans}: `, told.ours),
      ...pageFigures(`${spans}, Phoenix: `, told.theirs),
      ...ratios(spans, told),
    ];
  } finally {
    folder.remove();
    otherFolder.remove();
  }
}

/** A row is a span of its tree, of which it loads the first 1,000. */
function phoenixTrace(address: string): Shown {
  return {
    address,
    rows: ".span-node-wrap:not([data-testid=trace-tree-skeleton] *)",
    moves: ["scroll"],
    patience: 180_000,
  };
}

/** How many of the spans it had when all were there, or when patience ended. */
async function takenIn(phoenix: Phoenix, spans: number) {
  const begun = performance.now();
  await sendAll(phoenix.endpoint, "big", spans, begun + patience);
  let told = await spansOf(phoenix);
  for (; told < spans && performance.now() < begun + patience; told = await spansOf(phoenix)) await sleep(1000);
  return { spans: told, seconds: round((performance.now() - begun) / 1000) };
}

async function inTurns(one: Shown, other: Shown) {
  const told = { ours: nothingMeasured(), theirs: nothingMeasured() };
  for (let time = 0; time < repeats; time += 1) {
    await measureOnce(browser, one, frames, told.ours);
    await measureOnce(browser, other, frames, told.theirs);
  }
  return told;
}

/** How many times ours what they take, of the medians. */
function ratios(spans: number, { ours, theirs }: { readonly ours: Measured; readonly theirs: Measured }): Figure[] {
  const told = pageFigures("", theirs);
  return pageFigures("", ours).flatMap(({ name, values: own }) => {
    const other = told.find((figure) => figure.name === name);
    if (other === undefined || median(own) === 0) return [];
    return [{ name: `${spans}, of ours: ${name}`, unit: "times", values: [round(median(other.values) / median(own))] }];
  });
}
