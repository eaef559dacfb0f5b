/** Runs work with a member that nothing else uses meanwhile; waits its turn, first come first served. */
export type Pool<Member> = <Result>(work: (member: Member) => Promise<Result>) => Promise<Result>;

export function poolOf<Member>(members: readonly Member[]): Pool<Member> {
  const idle = [...members];
  const waiting: ((member: Member) => void)[] = [];

  function release(member: Member) {
    const next = waiting.shift();
    if (next) next(member);
    else idle.push(member);
  }

  return async (work) => {
    const member = idle.pop() ?? (await new Promise<Member>((resolve) => waiting.push(resolve)));
    try {
      return await work(member);
    } finally {
      release(member);
    }
  };
}
