/** Where a command's words go: results to standard output, everything else to standard error. */
export class Output {
  /** Whether anything was written to standard output: a result that has begun cannot become an error document. */
  hasBegun = false;

  constructor(
    readonly json: boolean,
    private readonly stdout: NodeJS.WritableStream,
    private readonly stderr: NodeJS.WritableStream,
  ) {
    // A reader that went away (`| head`) fails the next write; the event itself needs no answer.
    stdout.on("error", () => undefined);
  }

  /** The result: with --json the value, else its lines for people. */
  async result(value: unknown, lines: readonly string[]): Promise<void> {
    const text = this.json ? JSON.stringify(value) : lines.join("\n");
    await this.write(`${text}\n`);
  }

  /** Raw text on standard output, once the reader has taken it. @throws the stream's error, EPIPE included */
  async write(text: string): Promise<void> {
    this.hasBegun = true;
    await new Promise<void>((resolve, reject) => {
      this.stdout.write(text, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** A message for the person at the terminal. */
  readonly say = (line: string): void => {
    this.stderr.write(`${line}\n`);
  };
}
