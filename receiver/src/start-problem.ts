/** Why the start stops, and what to do about it: one sentence for a person, printed without a stack. */
export class StartProblem extends Error {}
