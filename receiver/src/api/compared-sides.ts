import type { ComparedTrace } from "../comparing/compare-traces.ts";
import { type ComparedStep, comparedStep } from "../comparing/compared-step.ts";
import type { SaidPool } from "../comparing/said.ts";
import { askedWith } from "../dialects/content/asked-with.ts";
import { BadRequest, NotFound } from "../errors.ts";
import type { Session } from "../model/session.ts";
import type { Trace } from "../model/trace.ts";
import type { Questions } from "../store/questions.ts";
import { withPreviews } from "./previews.ts";
import { withContent } from "./with-content.ts";

/** What is compared with another: a session and its traces, or one trace. */
export interface Side {
  readonly session: Session | null;
  readonly traces: readonly Trace[];
  /** The session has more of them. */
  readonly isCut: boolean;
}

const mostTraces = 200;
const mostSteps = 5000;
/** Of all traces of both sides together. */
const mostStepsInAll = 20_000;
const mostCharacters = 64_000_000;

export async function readSide(questions: Questions, project: string, told: string): Promise<Side> {
  const at = told.indexOf(":");
  const [kind, id] = [told.slice(0, at), told.slice(at + 1)];
  if (kind === "trace" && /^[0-9a-f]{32}$/i.test(id)) return traceSide(questions, project, id.toLowerCase());
  if (kind === "session" && id !== "") return sessionSide(questions, project, id);
  throw new BadRequest('left and right are "trace:<32 hex digits>" or "session:<id>"');
}

async function traceSide(questions: Questions, project: string, traceId: string): Promise<Side> {
  const answer = await questions.readTrace({ project, traceId, content: "none", limit: 1 });
  if (answer === null) throw new NotFound(`there is no trace ${traceId} in this project`);
  return { session: null, traces: await withPreviews(questions, project, [answer.trace]), isCut: false };
}

async function sessionSide(questions: Questions, project: string, sessionId: string): Promise<Side> {
  const answer = await questions.readSession({ project, sessionId, limit: mostTraces });
  if (answer === null) throw new NotFound("there is no session of that id in this project");
  const traces = await withPreviews(questions, project, answer.traces);
  return { session: answer.session, traces, isCut: answer.nextCursor !== null };
}

/** Reads the steps of traces, a page at a time, as far as all of them together may be compared. */
export class StepReader {
  isCut = false;
  contentIsCut = false;
  private room = mostStepsInAll;
  private readonly questions: Questions;
  private readonly project: string;
  private readonly content: "full" | "none";
  private readonly pool: SaidPool;

  constructor(questions: Questions, project: string, content: "full" | "none", pool: SaidPool) {
    this.questions = questions;
    this.project = project;
    this.content = content;
    this.pool = pool;
  }

  get isSpent(): boolean {
    return this.room <= 0;
  }

  async read(trace: Trace): Promise<ComparedTrace> {
    const steps: ComparedStep[] = [];
    let cursor: string | null | undefined;
    const most = Math.min(mostSteps, this.room);
    while (cursor !== null && steps.length < most) {
      const limit = Math.min(250, most - steps.length);
      const page = await this.page(trace.traceId, limit, cursor);
      for (const span of page.spans) steps.push(comparedStep(span, askedWith(span.attributes), this.pool));
      cursor = page.nextCursor;
    }
    if (cursor !== null) this.isCut = true;
    this.room -= steps.length;
    return { trace, steps };
  }

  private async page(traceId: string, limit: number, cursor: string | undefined) {
    const content = this.pool.characters < mostCharacters ? this.content : "none";
    if (content !== this.content) this.contentIsCut = true;
    const { project } = this;
    const asked = { project, traceId, content, limit, ...(cursor !== undefined && { cursor }) };
    const page = await this.questions.readTrace(asked);
    if (page === null) return { spans: [], nextCursor: null };
    const spans = content === "none" ? page.spans : withContent(page.spans, page.logs);
    return { spans, nextCursor: page.nextCursor };
  }
}
