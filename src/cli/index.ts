#!/usr/bin/env node
import { type BlazeError, InvalidConfigError, InvalidInputError, toBlazeError } from '../errors';
import { asksForHelp } from './asks-for-help';
import { generate } from './generate';
import { parseGenerate } from './parse-generate';
import { usage } from './usage';
import { wrongCall } from './wrong-call';

const version = '2.0.0';

async function main(args: readonly string[]): Promise<void> {
  const [command, ...rest] = args;
  if (command === '--version') return void process.stdout.write(`${version}\n`);
  if (asksForHelp(args)) return void process.stdout.write(usage);
  if (command !== 'generate') throw wrongCall('command', "'generate'", JSON.stringify(command));
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  await generate(parseGenerate(rest), {
    write: (text) => process.stdout.write(text),
    complain: (text) => process.stderr.write(text),
    signal: interrupted.signal,
    environment: process.env,
  });
}

/** 2 where the call was wrong, 1 where the run failed. */
function exitStatus(error: BlazeError): number {
  return error instanceof InvalidInputError || error instanceof InvalidConfigError ? 2 : 1;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough (`| head`) closes the pipe: that ends the work and is no failure.
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`The output could not be written: ${error.message}\n`, () => process.exit(1));
});

main(process.argv.slice(2)).then(
  // The threads of the WASM runtime would keep the process alive. Where the output failed, its listener ends the process.
  () => process.stdout.write('', (error) => error ?? process.exit(0)),
  (thrown: unknown) => {
    const error = toBlazeError(thrown);
    process.stderr.write(`${error.message}\n`, () => process.exit(exitStatus(error)));
  },
);
