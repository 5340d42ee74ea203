/** The code model as short text, so that a test compares the whole of what was lowered and still reads. */
import type { Argument, ClassNode, Field, FunctionNode, Node, Parameter, Statement, TypeRef } from '../../src/code/model';

/** One line per statement; what a statement holds stands in parentheses. */
export function sketchStatements(statements: readonly Statement[]): string {
  return statements.map(sketch).join('\n');
}

export function sketch(node: Node | undefined): string {
  if (node === undefined) return '-';
  switch (node.kind) {
    case 'identifier':
      return node.name;
    case 'member':
      return `${sketch(node.object)}.${node.property}`;
    case 'index':
      return `${sketch(node.object)}[${sketch(node.index)}]`;
    case 'call':
      return `${node.isNew ? 'new ' : ''}${sketch(node.callee)}${node.typeArgs}(${node.args.map(argument).join(', ')})`;
    case 'literal':
      return node.type === 'other' ? `<${String(node.value)}>` : JSON.stringify(node.value);
    case 'template':
      return `\`${node.parts.map((part) => (typeof part === 'string' ? part : `{${sketch(part)}}`)).join('')}\``;
    case 'object':
      return `{${node.entries.map((entry) => (entry.spread ? `...${sketch(entry.value)}` : `${entry.key ?? '?'}: ${sketch(entry.value)}`)).join(', ')}}`;
    case 'array':
      return `[${node.elements.map(sketch).join(', ')}]`;
    case 'spread':
      return `...${sketch(node.value)}`;
    case 'function':
      return functionSketch(node.fn);
    case 'class':
      return classSketch(node.cls);
    case 'await':
      return `(await ${sketch(node.value)})`;
    case 'yield':
      return `(yield ${sketch(node.value)})`;
    case 'assign':
      return `(${sketch(node.target)} ${node.operator} ${sketch(node.value)})`;
    case 'binary':
      return `(${sketch(node.left)} ${node.operator} ${sketch(node.right)})`;
    case 'unary':
      return `(${node.operator} ${sketch(node.value)})`;
    case 'conditional':
      return `(${sketch(node.test)} ? ${sketch(node.whenTrue)} : ${sketch(node.whenFalse)})`;
    case 'comprehension': {
      const sources = node.sources.map((each) => ` for ${sketch(each.target)} in ${sketch(each.source)}`).join('');
      return `(each ${sketch(node.element)}${sources}${node.conditions.map((each) => ` if ${sketch(each)}`).join('')})`;
    }
    case 'cast':
      return `(${sketch(node.value)} as ${type(node.type)})`;
    case 'other':
      return `(other ${node.children.map(sketch).join(' ')})`;
    case 'broken':
      return '(broken)';
    case 'object-pattern':
      return `{${node.props.map((prop) => `${prop.key ?? '?'}: ${sketch(prop.target)}${prop.fallback ? ` = ${sketch(prop.fallback)}` : ''}`).join(', ')}${node.rest ? ` ...${sketch(node.rest)}` : ''}}`;
    case 'array-pattern':
      return `[${node.elements.map(sketch).join(', ')}${node.rest ? ` ...${sketch(node.rest)}` : ''}]`;
    case 'expression':
      return sketch(node.expression);
    case 'declare':
      return `(declare${node.exported ? ' export' : ''} ${sketch(node.target)}: ${type(node.type)} = ${sketch(node.value)})`;
    case 'return':
      return `(return ${sketch(node.value)})`;
    case 'throw':
      return `(throw ${sketch(node.value)}${node.cause ? ` from ${sketch(node.cause)}` : ''})`;
    case 'if':
      return `(if ${sketch(node.test)} ${body(node.then)} else ${body(node.otherwise)})`;
    case 'loop': {
      const head = node.style === 'each' ? `${sketch(node.target)} in ${sketch(node.source)}` : sketch(node.test);
      return `(${node.isAsync ? 'async ' : ''}${node.style} ${head} ${body(node.body)})`;
    }
    case 'handler': {
      const comments = node.comments.map((each) => ` ${each}`).join('');
      return `(catch [${node.types.map(sketch).join(', ')}] ${sketch(node.binding)} ${body(node.body)}${comments})`;
    }
    case 'try':
      return `(try ${body(node.body)} ${node.handlers.map(sketch).join(' ')} else ${body(node.otherwise)} finally ${node.finalizer ? body(node.finalizer) : '-'})`;
    case 'with':
      return `(${node.isAsync ? 'async ' : ''}with ${node.items.map((item) => `${sketch(item.value)} as ${sketch(item.target)}`).join(', ')} ${body(node.body)})`;
    case 'switch':
      return `(switch ${sketch(node.subject)} ${node.cases.map((each) => `(case ${sketch(each.test)} ${body(each.body)})`).join(' ')})`;
    case 'function-declaration':
      return `${node.exported ? 'export ' : ''}${functionSketch(node.fn)}`;
    case 'class-declaration':
      return `${node.exported ? 'export ' : ''}${classSketch(node.cls)}`;
    case 'import': {
      const names = node.names.map((each) => (each.imported === each.local ? each.local : `${each.imported} as ${each.local}`));
      return `(import${node.typeOnly ? ' type' : ''} ${names.join(', ')} from ${node.module})`;
    }
    case 'export':
      return `(export ${node.names.map((each) => `${each.local} as ${each.exported}`).join(', ')} ${sketch(node.value)} from ${node.module ?? '-'})`;
    case 'block':
      return body(node.body);
    case 'other-statement':
      return `(${[node.word, ...node.children.map(sketch)].join(' ')})`;
    case 'fn':
      return functionSketch(node);
    case 'cls':
      return classSketch(node);
    case 'item':
      return sketchStatements(node.statements);
  }
}

function body(statements: readonly Statement[]): string {
  return `{${statements.map(sketch).join('; ')}}`;
}

function argument({ name, value, spread }: Argument): string {
  return `${spread ? '...' : ''}${name === undefined ? '' : `${name}=`}${sketch(value)}`;
}

function type(ref: TypeRef | undefined): string {
  if (ref === undefined) return '-';
  const args = ref.args.length === 0 ? '' : `<${ref.args.map(type).join(', ')}>`;
  return `${ref.name || `'${ref.text}'`}${args}${ref.metadata.map((each) => ` & ${sketch(each)}`).join('')}`;
}

function parameter({ target, type: ref, fallback, rest }: Parameter): string {
  return `${rest ? '...' : ''}${sketch(target)}${ref ? `: ${type(ref)}` : ''}${fallback ? ` = ${sketch(fallback)}` : ''}`;
}

function functionSketch(fn: FunctionNode): string {
  const decorators = fn.decorators.map((each) => `@${sketch(each)} `).join('');
  const words = `${fn.isAsync ? 'async ' : ''}fn${fn.isGenerator ? '*' : ''}${fn.isBroken ? '!' : ''}`;
  const returns = fn.returnType ? `: ${type(fn.returnType)}` : '';
  return `(${decorators}${words} ${fn.name}(${fn.params.map(parameter).join(', ')})${returns} ${body(fn.body)})`;
}

function classSketch(cls: ClassNode): string {
  const decorators = cls.decorators.map((each) => `@${sketch(each)} `).join('');
  const heads = [...cls.bases.map(sketch), ...cls.keywords.map(argument)].join(', ');
  const parts = [...cls.fields.map(field), ...cls.methods.map(functionSketch), ...cls.classes.map(classSketch)];
  return `(${decorators}cls ${cls.name}(${heads}) {${parts.join('; ')}})`;
}

function field({ name, type: ref, value }: Field): string {
  return `${name}${ref ? `: ${type(ref)}` : ''} = ${sketch(value)}`;
}
