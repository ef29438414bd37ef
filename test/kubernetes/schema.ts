// The Kubernetes schema, strictly: what `kubernetes-types` says of a kind, which is generated from the API's own OpenAPI definitions.
// Required fields must be there, unknown fields must not be, and every value has its type.
import { dirname, join } from "node:path";
import ts from "typescript";

const TYPES = dirname(require.resolve("kubernetes-types/package.json"));
const FILES: Readonly<Record<string, string>> = { v1: "core/v1", "apps/v1": "apps/v1", "batch/v1": "batch/v1" };

let checker: ts.TypeChecker | undefined;
const kinds = new Map<string, ts.Type>();

/** The type of a kind, looked up once. */
function typeOf(apiVersion: string, kind: string): ts.Type | undefined {
  if (checker === undefined) {
    const files = Object.entries(FILES).map(([version, file]) => ({ version, path: join(TYPES, `${file}.d.ts`) }));
    const program = ts.createProgram(
      files.map(({ path }) => path),
      { strict: true, lib: ["lib.es5.d.ts"], types: [] },
    );
    checker = program.getTypeChecker();
    for (const { version, path } of files) {
      const module = checker.getSymbolAtLocation(program.getSourceFile(path)!)!;
      for (const symbol of checker.getExportsOfModule(module)) {
        kinds.set(`${version} ${symbol.name}`, checker.getDeclaredTypeOfSymbol(symbol));
      }
    }
  }
  return kinds.get(`${apiVersion} ${kind}`);
}

/** What is wrong with a manifest, by the schema. */
export function schemaProblems(manifest: unknown): string[] {
  const { apiVersion, kind } = manifest as { apiVersion?: unknown; kind?: unknown };
  const type = typeOf(String(apiVersion), String(kind));
  return type === undefined ? [`no kind ${String(kind)} in ${String(apiVersion)}`] : problems(String(kind), manifest, type);
}

function problems(path: string, value: unknown, type: ts.Type): string[] {
  const has = (flag: ts.TypeFlags) => (type.flags & flag) !== 0;
  if (has(ts.TypeFlags.StringLiteral))
    return value === (type as ts.StringLiteralType).value ? [] : [`${path} is ${shown(value)}`];
  if (type.isUnion()) {
    const members = type.types.filter((one) => (one.flags & ts.TypeFlags.Undefined) === 0);
    return members.some((one) => problems(path, value, one).length === 0) ? [] : first(members, path, value);
  }
  if (has(ts.TypeFlags.String)) return typeof value === "string" ? [] : [`${path} is ${shown(value)}, no string`];
  if (has(ts.TypeFlags.Number)) return Number.isInteger(value) ? [] : [`${path} is ${shown(value)}, no integer`];
  if (has(ts.TypeFlags.BooleanLike)) return typeof value === "boolean" ? [] : [`${path} is ${shown(value)}, no boolean`];
  const [item] = checker!.isArrayType(type) ? checker!.getTypeArguments(type as ts.TypeReference) : [];
  if (item !== undefined) {
    if (!Array.isArray(value)) return [`${path} is ${shown(value)}, no list`];
    return value.flatMap((one, index) => problems(`${path}[${index}]`, one, item));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path} is ${shown(value)}, no object`];
  return fieldProblems(path, value as Readonly<Record<string, unknown>>, type);
}

function fieldProblems(path: string, value: Readonly<Record<string, unknown>>, type: ts.Type): string[] {
  const any = checker!.getIndexTypeOfType(type, ts.IndexKind.String);
  const missing = checker!
    .getPropertiesOfType(type)
    .filter((field) => (field.flags & ts.SymbolFlags.Optional) === 0 && !Object.hasOwn(value, field.name))
    .map(({ name }) => `${path}.${name} is missing`);
  const inside = Object.entries(value).flatMap(([name, one]) => {
    const field = checker!.getPropertyOfType(type, name);
    // Null is the same as absent.
    if (one === null && field !== undefined && (field.flags & ts.SymbolFlags.Optional) !== 0) return [];
    if (field === undefined && any === undefined) return [`${path}.${name} is unknown`];
    return problems(`${path}.${name}`, one, field === undefined ? any! : checker!.getTypeOfSymbol(field));
  });
  return [...missing, ...inside];
}

/** Of several types that all do not fit, what the first one says. */
function first(types: readonly ts.Type[], path: string, value: unknown): string[] {
  return types[0] === undefined ? [`${path} fits nothing`] : problems(path, value, types[0]);
}

const shown = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));
