/** A node of a parsed template; which other fields it has depends on its type. */
export interface TemplateNode {
  readonly type: string;
}

type Fields = Readonly<Record<string, unknown>>;

const comparisons = new Set(['==', '!=', 'in', 'not in']);
/** `role`, and variables that templates keep one in: `last_role`. */
const roleName = /(^|_)role$/;

/**
 * The texts that a template compares a role with: `message.role == 'user'`, `role in ['tool', 'ipython']`, `selectattr('role', 'equalto', 'user')`,
 * `{'user': …}[message.role]`.
 *
 * @param root - the template as `@huggingface/jinja` parses it
 */
export function comparedRoles(root: TemplateNode): Set<string> {
  const roles = new Set<string>();
  const add = (texts: readonly string[]): void => texts.forEach((text) => roles.add(text));
  visit(root, (node) => {
    switch (node['type']) {
      case 'BinaryExpression': {
        if (!comparisons.has(String(fieldsOf(node['operator'])['value']))) return;
        if (isRole(node['left'])) add(stringsIn(node['right']));
        if (isRole(node['right'])) add(stringsIn(node['left']));
        return;
      }
      case 'CallExpression': {
        const [attribute, , expected] = listOf(node['args']);
        if (stringsIn(attribute)[0] === 'role') add(stringsIn(expected));
        return;
      }
      case 'MemberExpression': {
        if (node['computed'] === true && isRole(node['property'])) add(keysIn(node['object']));
        return;
      }
    }
  });
  return roles;
}

function visit(value: unknown, look: (node: Fields) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, look);
  } else if (value instanceof Map) {
    for (const [key, item] of value) visit([key, item], look);
  } else if (typeof value === 'object' && value !== null) {
    const node = value as Fields;
    look(node);
    for (const item of Object.values(node)) visit(item, look);
  }
}

/** `role`, `message.role`, `message['role']`, `message.get('role')`, and each of them through a filter or a method such as `lower()`. */
function isRole(value: unknown): boolean {
  const node = fieldsOf(value);
  switch (node['type']) {
    case 'Identifier':
      return roleName.test(String(node['value']));
    case 'MemberExpression': {
      const property = fieldsOf(node['property']);
      return ['Identifier', 'StringLiteral'].includes(String(property['type'])) && isRoleKey(property['value']);
    }
    case 'FilterExpression':
      return isRole(node['operand']);
    case 'CallExpression': {
      const callee = fieldsOf(node['callee']);
      const isGetter =
        fieldsOf(callee['property'])['value'] === 'get' && stringsIn(listOf(node['args'])[0])[0] === 'role';
      return isGetter || isRole(callee['object']);
    }
    default:
      return false;
  }
}

function isRoleKey(key: unknown): boolean {
  return typeof key === 'string' && roleName.test(key);
}

/** The texts of a literal or of a list of literals. */
function stringsIn(value: unknown): string[] {
  const node = fieldsOf(value);
  if (node['type'] === 'StringLiteral') return [String(node['value'])];
  if (node['type'] === 'ArrayLiteral' || node['type'] === 'TupleLiteral')
    return listOf(node['value']).flatMap(stringsIn);
  return [];
}

function keysIn(value: unknown): string[] {
  const node = fieldsOf(value);
  if (node['type'] !== 'ObjectLiteral' || !(node['value'] instanceof Map)) return [];
  return [...node['value'].keys()].flatMap(stringsIn);
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
