import type { FileProgress } from './model-source';

/** How far the reading of a model's files is; the engine reports it as the first phases of its load. */
export interface ModelFilesProgress {
  readonly model: string;
  /** `resolving` until the first bytes of a file came. */
  readonly phase: 'resolving' | 'downloading';
  /** Over all files that are known so far. */
  readonly loadedBytes: number;
  /** Undefined until every file and every size is known. */
  readonly totalBytes?: number;
  readonly files: readonly FileProgress[];
}

/** Adds up the progress of single files. */
export interface ProgressTally {
  /** Hears of one file's bytes. */
  readonly onFile: (progress: FileProgress) => void;
  /** Names a file that will be read, so that the total counts it before its bytes come. */
  expect(path: string, sizeBytes: number | undefined): void;
  /** No further file will be named: from now on there is a total, where all sizes are known. */
  complete(): void;
}

/** Makes a tally for one load of `model`. */
export function createProgressTally(model: string, onProgress?: (progress: ModelFilesProgress) => void): ProgressTally {
  const files = new Map<string, FileProgress>();
  let isComplete = false;

  function report(): void {
    if (!onProgress) return;
    const all = [...files.values()];
    const loadedBytes = all.reduce((sum, file) => sum + file.loadedBytes, 0);
    const isSized = isComplete && all.every(({ totalBytes }) => totalBytes !== undefined);
    // A compressed body is longer than its announced length.
    const totalBytes = all.reduce((sum, file) => sum + Math.max(file.totalBytes ?? 0, file.loadedBytes), 0);
    const phase = loadedBytes === 0 ? 'resolving' : 'downloading';
    onProgress({ model, phase, loadedBytes, totalBytes: isSized ? totalBytes : undefined, files: all });
  }

  return {
    onFile(progress) {
      const totalBytes = progress.totalBytes ?? files.get(progress.path)?.totalBytes;
      files.set(progress.path, { ...progress, totalBytes });
      report();
    },
    expect(path, sizeBytes) {
      if (!files.has(path)) files.set(path, { path, loadedBytes: 0, totalBytes: sizeBytes, cached: false });
      report();
    },
    complete() {
      isComplete = true;
      report();
    },
  };
}
