// What the build is doing: one line that replaces itself on a terminal, nothing in a pipe. Times
// every phase either way.

export class BuildProgress {
  readonly seconds: Record<string, number> = {};
  private readonly live: boolean;

  constructor(private readonly out: NodeJS.WriteStream | null) {
    this.live = out?.isTTY === true;
  }

  async phase<T>(name: string, label: string, work: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    const elapsed = () => (performance.now() - begun) / 1000;
    const show = () => this.show(`${label} … ${elapsed().toFixed(1)} s`);
    show();
    const timer = this.live ? setInterval(show, 200) : undefined;
    try {
      return await work();
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
