/** Whether help is asked for: after `--` a word is the prompt, whatever it looks like. */
export function asksForHelp([command, ...rest]: readonly string[]): boolean {
  if (command === undefined || command === '--help' || command === '-h') return true;
  const end = rest.indexOf('--');
  return rest.slice(0, end < 0 ? undefined : end).includes('--help');
}
