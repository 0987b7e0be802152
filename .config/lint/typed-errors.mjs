/**
 * Lint rule: code of the library throws the typed errors of `src/errors`, never a bare built-in one,
 * so that every failure has a code, a status and advice.
 */
const BARE_ERRORS = new Set(['Error', 'TypeError', 'RangeError']);

export default {
  meta: { name: 'blaze' },
  rules: {
    'typed-errors': {
      create(context) {
        return {
          ThrowStatement({ argument }) {
            const isBare = argument.type === 'NewExpression' || argument.type === 'CallExpression';
            if (!isBare || argument.callee.type !== 'Identifier' || !BARE_ERRORS.has(argument.callee.name)) return;
            context.report({
              node: argument,
              message: `Throw a typed error of src/errors, not ${argument.callee.name}.`,
            });
          },
        };
      },
    },
  },
};
