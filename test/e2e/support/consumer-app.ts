import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { storyPage, storyScript } from './golden-story';

/** A fresh app in a temporary folder, whose only dependency is the packed package. */
export interface ConsumerApp {
  readonly folder: string;
  /** The installed package. */
  readonly packageFolder: string;
  /** Makes a development tool of this repository importable in the app. */
  link(packageName: string): void;
  remove(): void;
}

/** Packs the package as `npm publish` would, and installs it by npm into a new app that writes the story. */
export function createConsumerApp(): ConsumerApp {
  const folder = mkdtempSync(join(tmpdir(), 'blaze-ai-app-'));
  const packed = npm(['pack', '--ignore-scripts', '--json', '--pack-destination', folder], process.cwd());
  const tarball = join(folder, tarballName(JSON.parse(packed)));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'app', private: true, type: 'module' }));
  npm(['install', '--offline', '--no-audit', '--no-fund', tarball], folder);
  writeFileSync(join(folder, 'index.html'), storyPage('/main.js'));
  writeFileSync(join(folder, 'main.js'), storyScript('blaze-ai', 'blaze-ai/embedded'));
  return {
    folder,
    packageFolder: join(folder, 'node_modules/blaze-ai'),
    link(packageName) {
      const target = join(folder, 'node_modules', packageName);
      if (existsSync(target)) return;
      mkdirSync(join(target, '..'), { recursive: true });
      symlinkSync(resolve('node_modules', packageName), target);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** npm 10 and 11 print a list; later ones an object by package name. */
function tarballName(report: unknown): string {
  const [entry] = Object.values(report as Record<string, { filename: string }>);
  if (!entry) throw new Error('npm pack named no tarball');
  return entry.filename;
}

function npm(args: readonly string[], cwd: string): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
