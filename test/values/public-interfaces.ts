// The interfaces that users fill in: every interface that a public constructor, method or function takes, and those inside of them.
import { join } from "node:path";
import ts from "typescript";

const LIB = join(__dirname, "../../lib");

/** The rooms whose options make Terraform. The others read it. */
const ENTRIES = ["index.ts", "aws/index.ts", "google/index.ts", "azure/index.ts", "azuread/index.ts"];

/** Names of the interfaces, and of each the names of its options. */
export function publicInterfaces(): ReadonlyMap<string, readonly string[]> {
  const entries = ENTRIES.map((entry) => join(LIB, entry));
  const program = ts.createProgram(entries, {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    skipLibCheck: true,
  });
  const checker = program.getTypeChecker();
  const found = new Map<string, readonly string[]>();
  const seen = new Set<ts.Type>();

  const visit = (type: ts.Type): void => {
    if (seen.has(type)) return;
    seen.add(type);
    if (type.isUnionOrIntersection()) type.types.forEach(visit);
    for (const argument of checker.getTypeArguments(type as ts.TypeReference)) visit(argument);
    const index = checker.getIndexInfosOfType(type);
    for (const { type: value } of index) visit(value);
    const symbol = type.aliasSymbol ?? type.getSymbol();
    const declaration = symbol?.declarations?.[0];
    if (symbol === undefined || !declaration?.getSourceFile().fileName.startsWith(LIB)) return;
    if (!ts.isInterfaceDeclaration(declaration)) return;
    const properties = checker.getPropertiesOfType(type);
    const isData = properties.every((property) => {
      const value = checker.getTypeOfSymbolAtLocation(property, declaration);
      return value.getCallSignatures().length === 0;
    });
    if (!isData) return;
    found.set(symbol.name, properties.map(({ name }) => name).sort());
    for (const property of properties) visit(checker.getTypeOfSymbolAtLocation(property, declaration));
  };
  const visitSignature = (signature: ts.Signature): void => {
    for (const parameter of signature.getParameters()) {
      const declaration = parameter.valueDeclaration;
      if (declaration !== undefined) visit(checker.getTypeOfSymbolAtLocation(parameter, declaration));
    }
  };
  for (const entry of entries) {
    const source = program.getSourceFile(entry);
    const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
    for (const exported of module === undefined ? [] : checker.getExportsOfModule(module)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      const declaration = symbol.valueDeclaration;
      if (declaration === undefined) continue;
      const type = checker.getTypeOfSymbolAtLocation(symbol, declaration);
      const instance = symbol.flags & ts.SymbolFlags.Class ? checker.getDeclaredTypeOfSymbol(symbol) : undefined;
      const members = [type, instance].flatMap((one) => (one === undefined ? [] : checker.getPropertiesOfType(one)));
      for (const member of members) {
        const at = member.valueDeclaration;
        if (!at?.getSourceFile().fileName.startsWith(LIB)) continue;
        if (ts.getCombinedModifierFlags(at) & ts.ModifierFlags.Private) continue;
        checker.getTypeOfSymbolAtLocation(member, at).getCallSignatures().forEach(visitSignature);
      }
      type.getCallSignatures().forEach(visitSignature);
      type.getConstructSignatures().forEach(visitSignature);
    }
  }
  return found;
}
