import type * as Tellers from "../../src/spans/tellers.ts";

/** What only standard decorators can stand on. */
export function declare({ operation, tool }: typeof Tellers) {
  return class Hidden {
    readonly base = 2;

    run(by: number) {
      return this.#twice(by) + Hidden.#half(by) + this.arrow(by) + this.held(by);
    }

    @operation #twice(by: number) {
      return this.base * by;
    }

    @operation static #half(by: number) {
      return by / 2;
    }

    @operation accessor held = (by: number) => by * this.base;

    @tool("arrow") arrow = (by: number) => this.base + by;
  };
}
