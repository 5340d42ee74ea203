/** Django REST framework's serializers and Django's model forms, as far as they say which fields a caller may set. */
import type { ClassNode, Field } from '#code/model';
import type { Analysis } from '../analysis';
import { fullNameOf, lastName } from '../origins/full-name';

/** The `fields = "__all__"` of a class that writes its model, when nothing beside it is kept back. */
export function openSerializer(analysis: Analysis, cls: ClassNode): Field | undefined {
  const isModelClass = cls.bases.some(
    (base) =>
      /(?:Model|HyperlinkedModel)(?:Serializer|Form)$/.test(lastName(base)) ||
      /rest_framework\.serializers\.(?:Hyperlinked)?ModelSerializer/.test(fullNameOf(analysis, base)),
  );
  if (!isModelClass || /ReadOnly|ReadSerializer|Detail(?:ed)?ReadOnly|Output|Response/.test(cls.name)) return undefined;
  const meta = cls.classes.find((each) => each.name === 'Meta');
  const fields = meta?.fields.find((field) => field.name === 'fields');
  if (meta === undefined || fields?.value?.kind !== 'literal' || fields.value.value !== '__all__') return undefined;
  const kept = meta.fields.some((field) => field.name === 'read_only_fields' || field.name === 'extra_kwargs');
  return kept ? undefined : fields;
}
