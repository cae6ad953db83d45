// What the build is doing: one line that replaces itself on a terminal, nothing in a pipe. Times
// every phase either way.

/** Told how far a phase is, 0 to 1. */
export type Tell = (share: number) => void;

const barWidth = 20;

function bar(share: number): string {
  const full = Math.round(share * barWidth);
  return `${"█".repeat(full)}${"░".repeat(barWidth - full)} ${Math.floor(share * 100)} %`;
}

export class BuildProgress {
  readonly seconds: Record<string, number> = {};
  private readonly live: boolean;

  constructor(private readonly out: NodeJS.WriteStream | null) {
    this.live = out?.isTTY === true;
  }

  /** A phase that never tells its share shows its seconds alone. */
  async phase<T>(name: string, label: string, work: (tell: Tell) => Promise<T>): Promise<T> {
    const begun = performance.now();
    const elapsed = () => (performance.now() - begun) / 1000;
    let share: number | undefined;
    const show = () =>
      this.show(`${label} ${share === undefined ? "…" : bar(share)} ${elapsed().toFixed(1)} s`);
    show();
    const timer = this.live ? setInterval(show, 200) : undefined;
    try {
      return await work((told) => {
        share = Math.min(Math.max(told, share ?? 0), 1);
        show();
      });
    } finally {
      clearInterval(timer);
      this.seconds[name] = Math.round(elapsed() * 1000) / 1000;
      this.show("");
    }
  }

  private show(line: string): void {
    // Back to the start of the line, and clear it.
    if (this.live) this.out?.write(`\r\u001b[K${line}`);
  }
}
