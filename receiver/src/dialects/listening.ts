import type { Said } from "./dialect.ts";

/** Asks a span on another's behalf and remembers which attributes had an answer. */
export class Listening implements Said {
  private readonly said: Said;
  private heard = new Set<string>();

  constructor(said: Said) {
    this.said = said;
  }

  get scope() {
    return this.said.scope;
  }
  get service() {
    return this.said.service;
  }
  get name() {
    return this.said.name;
  }
  get spanKind() {
    return this.said.spanKind;
  }
  get start() {
    return this.said.start;
  }
  get present() {
    return this.said.present;
  }

  /** What had an answer since this was asked last. */
  take(): readonly string[] {
    const heard = [...this.heard];
    this.heard = new Set();
    return heard;
  }

  has = (key: string) => this.noted(key, this.said.has(key) || undefined) ?? false;
  text = (key: string) => this.noted(key, this.said.text(key));
  count = (key: string) => this.noted(key, this.said.count(key));
  number = (key: string) => this.noted(key, this.said.number(key));
  list = (key: string) => this.noted(key, this.said.list(key));
  json = (key: string) => this.noted(key, this.said.json(key));

  private noted<Value>(key: string, value: Value | undefined): Value | undefined {
    if (value !== undefined) this.heard.add(key);
    return value;
  }
}
