/**
 * What runs inside the page that is measured: each function is handed over by its text, so it names nothing outside
 * itself.
 */
interface Element {
  readonly clientHeight: number;
  readonly scrollHeight: number;
  scrollTop: number;
  value: string;
  getBoundingClientRect(): { readonly left: number; readonly top: number; readonly width: number };
  dispatchEvent(event: object): boolean;
}

interface Page {
  readonly document: { querySelector(selector: string): Element | null };
  readonly performance: { now(): number };
  readonly WheelEvent: new (type: string, options: object) => object;
  readonly Event: new (type: string, options: object) => object;
  readonly HTMLInputElement: { readonly prototype: object };
  requestAnimationFrame(then: () => void): void;
}

/** From the start of the navigation until the rows were drawn, in milliseconds. */
export function whenDrawn(): Promise<number> {
  const { document, performance, requestAnimationFrame } = globalThis as unknown as Page;
  return new Promise((resolve) => {
    const look = () => {
      if (document.querySelector("[role=treeitem]") === null) requestAnimationFrame(look);
      else requestAnimationFrame(() => resolve(performance.now()));
    };
    look();
  });
}

interface Moved {
  readonly how: "scroll" | "zoom" | "search";
  readonly frames: number;
}

/** Milliseconds from each frame to the next, while something moves with every one of them. */
export function framesWhile({ how, frames }: Moved): Promise<number[]> {
  const page = globalThis as unknown as Page;
  const tree = page.document.querySelector("[role=tree]");
  const field = page.document.querySelector("input[type=search][aria-label='Find spans']");
  if (tree === null || field === null) throw new Error("there is no tree");
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
      field.dispatchEvent(new page.Event("input", { bubbles: true }));
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
