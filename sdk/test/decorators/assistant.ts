import type { session as Session } from "../../src/sessions/session-teller.ts";
import type * as Tellers from "../../src/spans/tellers.ts";

/** What an author writes, compiled for both kinds of decorators. */
export function declare({ agent, operation, task, tool, session }: typeof Tellers & { session: typeof Session }) {
  class Base {
    inherited(word: string) {
      return this.shout(word);
    }
    shout(word: string) {
      return word.toUpperCase();
    }
  }

  @agent({ name: "assistant" })
  class Assistant extends Base {
    static readonly made: string[] = [];
    readonly #secret = 42;

    static make(name: string) {
      Assistant.made.push(name);
      return new Assistant(name);
    }

    readonly name: string;
    constructor(name: string, _unused?: string) {
      super();
      this.name = name;
    }

    @operation answer(question: string) {
      return `${this.name}: ${this.lookUp(question)}`;
    }

    @tool("look_up")
    lookUp(word: string) {
      return word.length + this.#secret;
    }

    @task async plan(...steps: string[]) {
      const done: string[] = [];
      for (const step of steps) done.push(await this.step(step));
      return done;
    }

    async step(step: string) {
      await Promise.resolve();
      return this.answer(step);
    }

    @operation({ name: "words" }) async *stream() {
      for (const word of ["a", "b"]) yield word + this.lookUp(word);
    }

    async hidden() {
      return "nothing within";
    }

    plain() {
      return this.#secret;
    }

    fails(): never {
      throw new TypeError("no");
    }

    @operation get size() {
      return this.name.length;
    }

    @operation static count(of: readonly string[]) {
      return of.length;
    }
  }

  @agent
  class Bare {
    @agent({ name: "other" }) async other(assistant: Assistant) {
      return assistant.answer("from other");
    }
  }

  @session({ tags: ["whole"] })
  class Conversation {
    async begin(assistant: Assistant) {
      return this.go(assistant);
    }
    async go(assistant: Assistant) {
      return assistant.answer("in one session");
    }
  }

  @agent({ name: "reader" })
  class Reader {
    *read() {
      yield this.take("a");
      yield this.take("b");
    }
    take(word: string) {
      return tool("take", (taken: string) => taken)(word);
    }
  }

  class Talks {
    @session({ userId: "u-1", tags: ["t"] }) async talk(assistant: Assistant) {
      return assistant.answer("hello");
    }
  }
  return { Base, Assistant, Bare, Talks, Conversation, Reader };
}
