import type { InputProblem } from '../errors';
import { describeValue } from './describe-value';
import { fieldPath, valueAt } from './field-path';
import { nearestName } from './nearest-name';
import { z } from './zod';

type Issue = z.core.$ZodIssue;

const typesInWords: Readonly<Record<string, string>> = {
  array: 'an array',
  boolean: 'true or false',
  int: 'an integer',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a string',
};

function elements(origin: string, count: number | bigint): string {
  if (origin === 'string') return `${count} ${count === 1 ? 'character' : 'characters'}`;
  if (origin === 'array') return `${count} ${count === 1 ? 'entry' : 'entries'}`;
  return String(count);
}

function quoteAll(values: readonly unknown[]): string {
  return values.map((value) => describeValue(value)).join(', ');
}

/** What would have been right, for issues whose schema does not say it itself. */
function expectedInWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typesInWords[issue.expected] ?? issue.expected;
    case 'too_small':
      return `${issue.inclusive ? 'at least' : 'more than'} ${elements(issue.origin, issue.minimum)}`;
    case 'too_big':
      return `${issue.inclusive ? 'at most' : 'less than'} ${elements(issue.origin, issue.maximum)}`;
    case 'invalid_value':
      return `one of ${quoteAll(issue.values)}`;
    case 'unrecognized_keys':
      return namesOf(issue.inst).join(' ');
    case 'invalid_union':
      return Array.isArray(issue.options) ? `one of ${quoteAll(issue.options)}` : 'one of several forms';
    default:
      return 'another value';
  }
}

/** The keys that an object schema names. */
function namesOf(schema: unknown): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** The branch of a union that the value was meant for: the one that complains of its inside, not of its type. */
function meantBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  return branches.find((issues) => issues.some((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys'));
}

function problemsOfIssue(issue: Issue, path: readonly PropertyKey[], root: unknown): InputProblem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(' ').filter((name) => name !== '');
    return issue.keys.map((key) => {
      const nearest = nearestName(key, known);
      return {
        field: fieldPath([...path, key]),
        expected:
          nearest === undefined ? `a known option (${known.join(', ')})` : `a known option; did you mean ${nearest}?`,
        received: 'an unknown one',
      };
    });
  }
  if (issue.code === 'invalid_union') {
    const branch = meantBranch(issue.errors);
    if (branch) return branch.flatMap((inner) => problemsOfIssue(inner, [...path, ...inner.path], root));
  }
  // A bad key of a record is named itself, not by the value that stands under it.
  const received = issue.code === 'invalid_key' ? path.at(-1) : valueAt(root, path);
  const expected = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  const field = fieldPath(path);
  return [{ field, expected, received: describeValue(received, field) }];
}

/** One value may break two rules that are put in the same words. */
function isSame(one: InputProblem, other: InputProblem): boolean {
  return one.field === other.field && one.expected === other.expected;
}

/** The outcome of a check: the parsed value, or everything that is wrong with it. */
export type Checked<Value> = { readonly value: Value } | { readonly problems: readonly InputProblem[] };

/** Parses a value by its schema and puts each problem in words. */
export function check<Value>(schema: z.ZodType<Value>, input: unknown): Checked<Value> {
  const result = schema.safeParse(input, { error: expectedInWords });
  if (result.success) return { value: result.data };
  const problems = result.error.issues.flatMap((issue) => problemsOfIssue(issue, issue.path, input));
  return {
    problems: problems.filter((problem, index) => index === problems.findIndex((other) => isSame(problem, other))),
  };
}
