/**
 * What runs inside the page that is measured: each function is handed over by its text, so it names nothing outside
 * itself.
 */
interface Element {
  readonly clientHeight: number;
  readonly scrollHeight: number;
  readonly parentElement: Element | null;
  scrollTop: number;
  value: string;
  getBoundingClientRect(): { readonly left: number; readonly top: number; readonly width: number };
  dispatchEvent(event: object): boolean;
}

interface Entry {
  readonly name: string;
  readonly startTime: number;
  readonly encodedBodySize: number;
  readonly decodedBodySize: number;
}

interface Observer {
  observe(what: { readonly type: string; readonly buffered: true }): void;
}

interface Page {
  readonly document: { querySelector(selector: string): Element | null };
  readonly performance: { now(): number; getEntriesByType(type: string): readonly Entry[] };
  readonly PerformanceObserver: new (heard: (list: { getEntries(): readonly Entry[] }) => void) => Observer;
  readonly WheelEvent: new (type: string, options: object) => object;
  readonly Event: new (type: string, options: object) => object;
  readonly HTMLInputElement: { readonly prototype: object };
  requestAnimationFrame(then: () => void): void;
  getComputedStyle(element: Element): { readonly overflowY: string };
}

interface Patience {
  /** Of one row. */
  readonly rows: string;
  readonly millis: number;
}

/** From the start of the navigation until the first row was drawn, in milliseconds; null when it never was. */
export function whenDrawn({ rows, millis }: Patience): Promise<number | null> {
  const { document, performance, requestAnimationFrame } = globalThis as unknown as Page;
  return new Promise((resolve) => {
    const look = () => {
      if (performance.now() > millis) resolve(null);
      else if (document.querySelector(rows) === null) requestAnimationFrame(look);
      else requestAnimationFrame(() => resolve(performance.now()));
    };
    look();
  });
}

/** From the start of the navigation until the largest of what was painted by now was, in milliseconds. */
export function largestPaint(): Promise<number> {
  const { PerformanceObserver } = globalThis as unknown as Page;
  return new Promise((resolve) => {
    let last = 0;
    const heard = new PerformanceObserver((list) => {
      for (const { startTime } of list.getEntries()) last = startTime;
    });
    heard.observe({ type: "largest-contentful-paint", buffered: true });
    setTimeout(() => resolve(last), 200);
  });
}

/** Bytes of all scripts until now, as they were sent and as they are run. */
export async function scriptsLoaded(): Promise<{ readonly sent: number; readonly whole: number }> {
  const { performance } = globalThis as unknown as Page;
  const entries = performance.getEntriesByType("resource").filter(({ name }) => /\.m?js(\?|$)/.test(name));
  const files = [...new Map(entries.map((entry) => [entry.name, entry])).values()];
  return {
    sent: files.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    whole: files.reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0),
  };
}

interface Moved {
  readonly how: "scroll" | "zoom" | "search";
  readonly frames: number;
  /** Of one row: what scrolls is the nearest around it that can. */
  readonly rows: string;
}

/** Milliseconds from each frame to the next, while something moves with every one of them. */
export function framesWhile({ how, frames, rows }: Moved): Promise<number[]> {
  const page = globalThis as unknown as Page;
  const field = page.document.querySelector("input[type=search][aria-label='Find spans']");
  let around = page.document.querySelector(rows)?.parentElement ?? null;
  const scrolls = (element: Element) =>
    element.scrollHeight > element.clientHeight && /auto|scroll/.test(page.getComputedStyle(element).overflowY);
  while (around !== null && !scrolls(around)) around = around.parentElement;
  if (around === null) throw new Error("nothing around the rows can be scrolled");
  const tree = around;
  const box = tree.getBoundingClientRect();
  const setValue = Object.getOwnPropertyDescriptor(page.HTMLInputElement.prototype, "value")?.set;
  const searched = ["c", "ch", "cha", "chat", "chat ", "chat g", "chat gp", "chat gpt", "step", "step 1"];
  const move = (frame: number) => {
    if (how === "scroll") {
      const most = tree.scrollHeight - tree.clientHeight;
      tree.scrollTop = frame % 40 === 0 ? (most * frame) / frames : tree.scrollTop + 90;
    } else if (how === "zoom") {
      const at = { clientX: box.left + box.width * 0.7, clientY: box.top + 40 };
      const deltaY = frame % 80 < 40 ? -40 : 40;
      tree.dispatchEvent(
        new page.WheelEvent("wheel", { ...at, deltaY, ctrlKey: true, bubbles: true, cancelable: true }),
      );
    } else {
      setValue?.call(field, searched[frame % searched.length]);
      field?.dispatchEvent(new page.Event("input", { bubbles: true }));
    }
  };
  return new Promise((resolve) => {
    const times: number[] = [];
    let [frame, before] = [0, page.performance.now()];
    const next = () => {
      const now = page.performance.now();
      if (frame > 0) times.push(now - before);
      before = now;
      if (frame === frames) return resolve(times);
      move(frame);
      frame += 1;
      page.requestAnimationFrame(next);
    };
    page.requestAnimationFrame(next);
  });
}
