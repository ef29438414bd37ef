/** What computes each of an object's further properties, from the object. */
type Computing<T, L> = { readonly [K in keyof L]: (object: T) => L[K] };

const STATE = Symbol("computed when first read");

interface Lazy {
  readonly [STATE]: {
    readonly computed: Record<string, unknown>;
    readonly computing: Computing<unknown, Record<string, unknown>>;
  };
}

/** By the property's name. Shared: with accessors of their own, no two objects would be alike to the engine, and all code slow on them. */
const accessors = new Map<string, PropertyDescriptor>();

function accessorOf(name: string): PropertyDescriptor {
  const known = accessors.get(name) ?? {
    enumerable: true,
    configurable: true,
    get(this: Lazy): unknown {
      const { computed, computing } = this[STATE];
      return (computed[name] ??= computing[name]?.(this));
    },
  };
  accessors.set(name, known);
  return known;
}

/** Gives an object properties that are computed when they are first read. */
export function lazily<T extends object, L extends object>(object: T, computing: Computing<T, L>): T & L {
  const before = (object as Partial<Lazy>)[STATE];
  if (before === undefined) Object.defineProperty(object, STATE, { value: { computed: {}, computing: { ...computing } } });
  else Object.assign(before.computing, computing);
  for (const name of Object.keys(computing)) Object.defineProperty(object, name, accessorOf(name));
  return object as T & L;
}
