/** Where a replay goes on; by sequence. */
export interface ResumePoint {
  readonly seed: number;
  readonly sequences: readonly {
    /** Ids that the consumer has seen; they are not emitted again. */
    readonly tokenIds: readonly number[];
    /** Text that the consumer has seen. */
    readonly text: string;
    readonly randomPosition: number;
  }[];
}
