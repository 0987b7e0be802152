/** A model that takes memory. */
export interface Resident {
  readonly sizeBytes: number;
  dispose(): Promise<void>;
}

export interface ResidentModelsOptions<Model extends Resident> {
  /** Bytes of models that may be resident together; one model alone may be larger. */
  readonly budgetBytes: number;
  readonly onEvicted?: (model: Model, key: string) => void;
}

/** Models by key, least recently used first: those that no longer fit the budget are unloaded. */
export class ResidentModels<Model extends Resident> {
  readonly #models = new Map<string, Model>();
  readonly #options: ResidentModelsOptions<Model>;

  constructor(options: ResidentModelsOptions<Model>) {
    this.#options = options;
  }

  /** Most recently used first. */
  list(): Model[] {
    return [...this.#models.values()].reverse();
  }

  /** The model, marked as used now. */
  use(key: string): Model | undefined {
    const model = this.#models.get(key);
    if (model === undefined) return undefined;
    this.#models.delete(key);
    this.#models.set(key, model);
    return model;
  }

  /** Unloads models until one of this size fits beside those that are left. */
  async makeRoom(sizeBytes: number): Promise<void> {
    for (const [key, model] of [...this.#models]) {
      if (this.#bytes() + sizeBytes <= this.#options.budgetBytes) break;
      await this.remove(key);
      this.#options.onEvicted?.(model, key);
    }
  }

  /** Takes a model in, and unloads others until all fit. */
  async add(key: string, model: Model): Promise<void> {
    await this.remove(key);
    await this.makeRoom(model.sizeBytes);
    this.#models.set(key, model);
  }

  /** @returns whether there was such a model */
  async remove(key: string): Promise<boolean> {
    const model = this.#models.get(key);
    if (model === undefined) return false;
    this.#models.delete(key);
    await model.dispose();
    return true;
  }

  async dispose(): Promise<void> {
    for (const key of [...this.#models.keys()]) await this.remove(key);
  }

  #bytes(): number {
    return [...this.#models.values()].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }
}
