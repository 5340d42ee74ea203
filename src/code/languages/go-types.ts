/** Go's types as far as they can name something known. A pointer is what it points to; a slice names its element. */
import type { TypeRef } from '../model';
import type { Go } from './go-reader';

export function typeOf(go: Go, i: number): TypeRef {
  const text = go.text(i);
  const made = (name: string, args: readonly TypeRef[] = []): TypeRef => ({ name, args, text, metadata: [] });
  const inner = (at: number | undefined): readonly TypeRef[] => (at === undefined || at < 0 ? [] : [typeOf(go, at)]);
  switch (go.kind(i)) {
    case 'type_identifier':
    case 'qualified_type':
      return made(text.replace(/\s+/g, ''));
    case 'pointer_type':
    case 'parenthesized_type': {
      const [pointed] = go.named(i);
      return pointed === undefined ? made('') : { ...typeOf(go, pointed), text };
    }
    case 'generic_type': {
      const name = go.text(go.child(i, 'type'));
      return made(
        name,
        go.named(go.child(i, 'type_arguments')).map((each) => typeOf(go, go.named(each)[0] ?? each)),
      );
    }
    case 'slice_type':
    case 'array_type':
    case 'implicit_length_array_type':
      return made('', inner(go.child(i, 'element')));
    case 'map_type':
      return made('', [...inner(go.child(i, 'key')), ...inner(go.child(i, 'value'))]);
    case 'channel_type':
      return made('', inner(go.child(i, 'value')));
    default:
      return made('');
  }
}
