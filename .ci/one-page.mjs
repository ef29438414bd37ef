// A TypeDoc plugin: the whole API on one Markdown page, API.md. typedoc-plugin-markdown by itself writes a page a module.
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { ReflectionKind } from "typedoc";
import { MarkdownRendererEvent, MarkdownTheme, MarkdownThemeContext, ModuleRouter } from "typedoc-plugin-markdown";

const PAGE = "API.md";
const { Accessor, Class, Constructor, Function, Method, Module, Property, Reference, Variable } = ReflectionKind;

const isExport = (model) => model.parent?.kindOf(Module) ?? false;
const hasHeading = (model) => model.kindOf(Module) || isExport(model) || (model.kindOf(Method) && isExport(model.parent));

/** The heading of a module, an export or a method of one. */
function title(model) {
  if (model.kindOf(Module)) return [model.project.name, model.name].filter(Boolean).join("/");
  if (isExport(model)) return `${ReflectionKind.singularString(model.kind).toLowerCase()} ${model.name}`;
  return `${model.parent.name}.${model.name}()`;
}

/** The anchor that GitHub gives the first heading of this text. */
const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\- ]/gu, "")
    .replaceAll(" ", "-");

/** Everything on one page. What has no heading is found under its owner's. */
class OnePageRouter extends ModuleRouter {
  buildPages(project) {
    this.fullUrls.set(project, PAGE);
    const taken = new Set();
    for (const module of project.children ?? []) this.place(module, "", taken);
    return [{ url: PAGE, kind: "reflection", model: project }];
  }

  place(model, ownersAnchor, taken) {
    if (model.isReference()) return;
    const anchor = hasHeading(model) ? anchorOf(title(model)) : ownersAnchor;
    if (hasHeading(model) && taken.has(anchor)) throw new Error(`two headings of ${PAGE} have the anchor #${anchor}`);
    taken.add(anchor);
    this.fullUrls.set(model, `${PAGE}#${anchor}`);
    model.traverse((child) => {
      this.place(child, anchor, taken);
      return true;
    });
  }

  relativeUrl(_from, to) {
    return this.getFullUrl(to).slice(PAGE.length);
  }

  hasOwnDocument(model) {
    return model.isProject();
  }
}

class OnePageContext extends MarkdownThemeContext {
  constructor(...args) {
    super(...args);
    const { comment, reflectionType } = this.partials;
    Object.assign(this.helpers, { getPropertyDefaultValue: defaultOf });
    Object.assign(this.partials, {
      comment: (model, options) => comment(model, { ...options, headingLevel: undefined }),
      constructor: (model) => paragraphs(...model.signatures.map((signature) => this.partials.signature(signature, {}))),
      inheritance: () => "",
      memberTitle: title,
      memberWithGroups: (model) => this.classOrInterface(model),
      reflectionType: (type, options) => (isConstant(type.declaration) ? "`object`" : reflectionType(type, options)),
      signatureParameters: (parameters) => `(${parameters.map((parameter) => this.parameter(parameter)).join(", ")})`,
      signatureReturns: () => "",
    });
  }

  project({ name, children: modules }) {
    const contents = modules.map(
      (module) => `- ${this.links([module, ...(module.children ?? [])], [Module, Class, Function, Variable])}`,
    );
    return paragraphs(`# API of ${name}`, contents.join("\n"), ...modules.map((module) => this.module(module)));
  }

  module(module) {
    const references = this.links(module.children ?? [], [Reference]);
    const own = (module.children ?? []).filter((child) => !child.isReference());
    return paragraphs(
      `## ${title(module)}`,
      module.comment && this.partials.comment(module.comment),
      references && `As above: ${references}.`,
      this.partials.members(own, { headingLevel: 3 }),
    );
  }

  classOrInterface(model) {
    const members = (...kinds) => (model.children ?? []).filter((member) => member.kindOf(kinds));
    const properties = members(Property, Accessor);
    return paragraphs(
      model.comment && this.partials.comment(model.comment),
      ...(model.typeParameters ?? []).map(({ name, type }) => type && `\`${name}\` extends ${this.partials.someType(type)}.`),
      this.types("Extends", model.extendedTypes),
      this.types("Implements", model.implementedTypes),
      ...members(Constructor).map((member) => this.partials.constructor(member)),
      properties.length > 0 && this.partials.propertiesTable(properties, { kind: model.kind }),
      this.partials.members(members(Method), { headingLevel: 4 }),
    );
  }

  parameter({ name, type, flags, defaultValue }) {
    const optional = flags.isOptional || defaultValue !== undefined ? "?" : "";
    return `${flags.isRest ? "..." : ""}\`${name}${optional}\`: ${this.partials.someType(type)}`;
  }

  types(word, types = []) {
    return types.length > 0 && `${word} ${types.map((type) => this.partials.someType(type)).join(", ")}.`;
  }

  links(models, kinds) {
    const target = (model) => (model.isReference() ? model.getTargetReflectionDeep() : model);
    const link = (model) => `[\`${isExport(model) ? model.name : title(model)}\`](${this.urlTo(target(model))})`;
    const chosen = models.filter((model) => model.kindOf(kinds));
    return chosen.map(link).join(", ");
  }
}

const paragraphs = (...parts) => parts.filter(Boolean).join("\n\n");

/** A constant, or a part of one: a table below it shows what it holds. */
const isConstant = (model) => model !== undefined && (model.kindOf(Variable) || isConstant(model.parent));

/** The words of `@default - none`, for the column that a table of properties has where any of them says so. */
function defaultOf(model) {
  const tag = ({ comment }) => comment?.getTag("@default");
  if (!model.parent?.children?.some(tag)) return null;
  if (!tag(model)) return model.flags.isOptional ? "-" : "required";
  const words = tag(model).content.map(({ text }) => text);
  return words.join("").replace(/^\s*-\s*/, "");
}

class OnePageTheme extends MarkdownTheme {
  reflectionTemplate = (page) => new OnePageContext(this, page, this.application.options).project(page.project);
}

export function load(app) {
  app.renderer.defineRouter("one-page", OnePageRouter);
  app.renderer.defineTheme("one-page", OnePageTheme);
  app.renderer.on(MarkdownRendererEvent.END, ({ outputDirectory }) => {
    copyFileSync(join(outputDirectory, PAGE), new URL(`../${PAGE}`, import.meta.url));
  });
}
