/** Go's imports, types, variables and constants. */
import { adopt } from '../lowering';
import type { ClassDeclaration, Declaration, Expression, Field, Import, Statement } from '../model';
import type { Go } from './go-reader';
import { constantText } from './go-strings';

/** All files of a folder are one package: each sees what the others declare. */
export function packageClause(go: Go, i: number): Statement {
  return { kind: 'import', ...go.at(i), module: '.', names: [{ imported: '*', local: '*' }], typeOnly: false };
}

export function imports(go: Go, i: number): readonly Statement[] {
  const list = go.childOfKind(i, 'import_spec_list');
  return go
    .named(list < 0 ? i : list)
    .filter((each) => go.kind(each) === 'import_spec')
    .map((each): Import => {
      const module = constantText(go.word(each, 'path')).replace(/\/v\d+(?=\/|$)/g, '');
      const given = go.word(each, 'name');
      const local = given === '.' ? '*' : given === '' ? packageName(module) : given;
      if (local !== '*' && local !== '_') go.lowering.declareName(local);
      const names = local === '_' ? [] : [{ imported: '*', local }];
      return { kind: 'import', ...go.at(each), module, names, typeOnly: false };
    });
}

/** The name a package is used by without one of its own: the last part of its path, without what only repositories are called. */
function packageName(module: string): string {
  const last = module.slice(module.lastIndexOf('/') + 1).replace(/\.v\d+$/, '');
  const plain = last.replace(/^go-|[-.]go$/g, '');
  return /^\w+$/.test(plain) ? plain : (plain.split(/[-.]/).at(-1) ?? plain);
}

export function typeDeclarations(go: Go, i: number): readonly Statement[] {
  return go.named(i).map((each) => {
    const name = go.child(each, 'name');
    const type = go.child(each, 'type');
    if (name < 0 || type < 0) return go.lowering.broken(each);
    go.lowering.declareName(go.text(name));
    if (go.kind(type) !== 'struct_type') return { kind: 'other-statement', ...go.at(each), word: 'type', children: [] };
    return struct(go, each, go.text(name), type);
  });
}

/** What is embedded is a base: its fields and methods are the struct's. */
function struct(go: Go, i: number, name: string, type: number): Statement {
  const bases: Expression[] = [];
  const fields: Field[] = [];
  for (const each of go.named(go.childOfKind(type, 'field_declaration_list'))) {
    const declared = go.child(each, 'type');
    const names = go.inField(each, 'name');
    const tag = go.child(each, 'tag');
    const decorators = tag < 0 ? [] : [go.expression(tag)];
    const typed = go.type(declared);
    if (names.length === 0 && declared >= 0 && /^(?:type_identifier|qualified_type)$/.test(go.kind(declared)))
      bases.push(go.expression(declared));
    const called = names.length > 0 ? names.map((at) => go.text(at)) : [typed?.name.split('.').at(-1) ?? ''];
    for (const each0 of called)
      fields.push({
        name: each0,
        type: typed,
        value: undefined,
        decorators: fields.some((field) => field.decorators === decorators) ? [] : decorators,
        isStatic: false,
        start: go.lowering.start(each),
        end: go.lowering.end(each),
      });
  }
  const cls = go.lowering.finishClass({
    kind: 'cls',
    ...go.at(i),
    name,
    bases,
    keywords: [],
    decorators: [],
    fields,
    methods: [],
    classes: [],
  });
  return adopt<ClassDeclaration>({
    kind: 'class-declaration',
    ...go.at(i),
    cls,
    exported: /^\p{Lu}/u.test(name),
    isDefault: false,
  });
}

export function variables(go: Go, i: number): readonly Statement[] {
  const mutable = go.kind(i) === 'var_declaration';
  const list = go.childOfKind(i, 'var_spec_list');
  return go.named(list < 0 ? i : list).flatMap((each) => {
    const names = go.inField(each, 'name');
    const type = go.type(go.child(each, 'type'));
    const values = go.list(go.child(each, 'value'));
    return names.map((name, index) => {
      const target = go.target(name);
      go.lowering.declare(target);
      const value = go.optional(values[index] ?? -1);
      const exported = /^\p{Lu}/u.test(go.text(name)) && go.lowering.isModuleLevel;
      return adopt<Declaration>({ kind: 'declare', ...go.at(each), target, value, type, mutable, exported });
    });
  });
}
