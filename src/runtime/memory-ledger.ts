/** Something that holds memory until it is released. */
export interface LedgerEntry {
  readonly kind: 'session' | 'tensor';
  readonly sizeBytes: number;
  release(): void;
}

/** Books what sessions and tensors hold, so that a leak shows as a number. */
export class MemoryLedger {
  readonly #held = { session: { count: 0, bytes: 0 }, tensor: { count: 0, bytes: 0 } };

  hold(kind: LedgerEntry['kind'], sizeBytes: number): LedgerEntry {
    const account = this.#held[kind];
    account.count += 1;
    account.bytes += sizeBytes;
    let held = true;
    return {
      kind,
      sizeBytes,
      release: () => {
        if (!held) return;
        held = false;
        account.count -= 1;
        account.bytes -= sizeBytes;
      },
    };
  }

  /** What is held now. */
  report(): { sessions: number; modelBytes: number; tensors: number; tensorBytes: number } {
    const { session, tensor } = this.#held;
    return { sessions: session.count, modelBytes: session.bytes, tensors: tensor.count, tensorBytes: tensor.bytes };
  }
}
