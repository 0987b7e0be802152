import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { Plugin } from 'vite';

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
}

/** Packages whose archives lack their licence file, with the copyright line of their repository. */
const COPYRIGHT_WITHOUT_FILE: Readonly<Record<string, string>> = {
  'onnxruntime-web': 'Copyright (c) Microsoft Corporation',
  'onnxruntime-common': 'Copyright (c) Microsoft Corporation',
};

const MIT = readFileSync('LICENSE', 'utf8').replace(/^[\s\S]*?(?=Permission is hereby)/, '');

/** Notes which packages end up in the bundles, and writes their licences. */
export class ThirdPartyLicences {
  readonly #folders = new Set<string>();

  /** Notes the package that holds a file. */
  add(file: string): void {
    let folder = dirname(file);
    while (folder !== dirname(folder)) {
      if (existsSync(join(folder, 'package.json')) && manifestOf(folder).name) break;
      folder = dirname(folder);
    }
    this.#folders.add(folder);
  }

  /** Notes what a bundle contains. */
  collector(): Plugin {
    return {
      name: 'third-party-licences',
      generateBundle: (_options, bundle) => {
        for (const output of Object.values(bundle)) {
          if (output.type !== 'chunk') continue;

          for (const id of output.moduleIds) if (id.includes(`${sep}node_modules${sep}`)) this.add(id.split('?')[0]!);
        }
      },
    };
  }

  /** The text of all licences, by package name. */
  text(): string {
    const entries = [...this.#folders].map((folder) => {
      const { name, version, license } = manifestOf(folder);
      return `${name} ${version} (${license})\n\n${licenceText(folder)}`;
    });
    return `${entries.sort().join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
  }
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

function licenceText(folder: string): string {
  const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|third.?party)/i.test(file));
  if (texts.length > 0) return texts.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
  const { name = '', license } = manifestOf(folder);
  const copyright = COPYRIGHT_WITHOUT_FILE[name];
  if (license !== 'MIT' || !copyright) throw new Error(`${name}: no licence file; add what its repository says`);
  return `MIT License\n\n${copyright}\n\n${MIT.trim()}`;
}
