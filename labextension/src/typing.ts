/** Which cells somebody types in just now: what does not parse there is not wrong yet. */
export class Typing {
  private readonly _timers = new Map<string, ReturnType<typeof setTimeout>>();

  /**
   * @param pause Milliseconds without a change after which a cell counts as written.
   * @param onSettled Called with the id of such a cell.
   */
  constructor(
    private readonly pause: number,
    private readonly onSettled: (cell: string) => void
  ) {}

  /** A cell was changed. */
  touch(cell: string): void {
    clearTimeout(this._timers.get(cell));
    this._timers.set(cell, setTimeout(() => { this.settle(cell); }, this.pause));
  }

  /** A cell counts as written, as its editor was left. */
  settle(cell: string): void {
    if (this._timers.has(cell)) {
      clearTimeout(this._timers.get(cell));
      this._timers.delete(cell);
      this.onSettled(cell);
    }
  }

  settleAll(): void {
    [...this._timers.keys()].forEach(cell => { this.settle(cell); });
  }

  isBusy(cell: string): boolean {
    return this._timers.has(cell);
  }

  dispose(): void {
    this._timers.forEach(timer => { clearTimeout(timer); });
    this._timers.clear();
  }
}
