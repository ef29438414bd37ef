import { emptyObject, isArray, isObject, type Json, type JsonObject, type JsonObjectDraft } from "../../json";
import { parseExpression } from "../parser";
import { type Scanner, Unreadable } from "../scanner";
import { quotedTemplate } from "../template-parser";
import type { Lines } from "./lines";
import { valueOf } from "./value";

const MAX_LABELS = 10;

/** Where a file's blocks stand, by their bodies. */
export interface Places {
  readonly lines: Lines;
  readonly bodies: WeakMap<object, BodyPlace>;
}

/** Offsets in the text: of a block, and of the arguments that it sets. */
export interface BodyPlace {
  readonly at: number;
  readonly arguments: ReadonlyMap<string, number>;
}

/** Reads bodies: what stands in a file, or between the braces of a block. */
export class BodyReader {
  constructor(
    private readonly scanner: Scanner,
    private readonly places: Places,
  ) {
    scanner.isInLine = true;
  }

  /** Reads up to the end of the file. What was read before an error is there. */
  file(json: JsonObjectDraft, places: Map<string, number>): void {
    while (!this.isAtEnd()) this.item(json, places);
  }

  private isAtEnd(): boolean {
    while (this.scanner.lineEnd());
    this.scanner.space();
    return this.scanner.at === this.scanner.text.length;
  }

  /** An argument or a block, with the end of its line. */
  private item(json: JsonObjectDraft, places: Map<string, number>): void {
    const { scanner } = this;
    const { at } = scanner;
    const name = scanner.identifier();
    if (name === undefined) throw new Unreadable("an argument or a block is expected here");
    if (scanner.takeSpaced("=")) this.argument(name, at, json, places);
    else this.block(name, at, json);
    scanner.space();
    if (scanner.at < scanner.text.length && !scanner.lineEnd()) throw new Unreadable("the end of the line is expected here");
  }

  private argument(name: string, at: number, json: JsonObjectDraft, places: Map<string, number>): void {
    const { scanner } = this;
    if (json[name] !== undefined) throw new Unreadable(`${name} is set twice`);
    const ranges = new Map<object, readonly [from: number, to: number]>();
    scanner.ranges = ranges;
    scanner.entered = 0;
    const value = valueOf(parseExpression(scanner), { text: scanner.text, ranges });
    json[name] = value;
    places.set(name, at);
  }

  private block(type: string, at: number, json: JsonObjectDraft): void {
    const { scanner } = this;
    const labels = [type, ...this.labels()];
    const body = emptyObject();
    const places = new Map<string, number>();
    scanner.enter();
    if (scanner.lineEnd()) this.lines(body, places);
    else if (!scanner.takeSpaced("}")) this.single(body, places);
    scanner.leave();
    this.places.bodies.set(body, { at, arguments: places });
    this.add(json, labels, body);
  }

  private labels(): string[] {
    const { scanner } = this;
    const labels: string[] = [];
    while (!scanner.takeSpaced("{")) {
      scanner.space();
      if (labels.length === MAX_LABELS) throw new Unreadable("this block has too many labels");
      if (scanner.take('"')) labels.push(this.quotedLabel());
      else labels.push(scanner.identifier() ?? this.unexpected());
    }
    return labels;
  }

  private quotedLabel(): string {
    const template = quotedTemplate(this.scanner, parseExpression);
    const [text = "", ...others] = template.kind === "template" ? template.parts : [];
    if (typeof text !== "string" || others.length > 0) throw new Unreadable("a label holds no expressions");
    return text;
  }

  private unexpected(): never {
    throw new Unreadable('"=", a label or "{" is expected here');
  }

  /** Up to and with the closing brace. */
  private lines(body: JsonObjectDraft, places: Map<string, number>): void {
    for (;;) {
      if (this.isAtEnd()) throw new Unreadable('"}" is missing, which ends the block');
      if (this.scanner.take("}")) return;
      this.item(body, places);
    }
  }

  /** The one argument of a block that stands in one line. */
  private single(body: JsonObjectDraft, places: Map<string, number>): void {
    const { scanner } = this;
    scanner.space();
    const { at } = scanner;
    const name = scanner.identifier();
    if (name === undefined || !scanner.takeSpaced("=")) throw new Unreadable("one argument is expected here, or a new line");
    this.argument(name, at, body, places);
    scanner.expect("}");
  }

  /** Blocks of the same type and labels stand in one list. */
  private add(json: JsonObjectDraft, labels: readonly string[], body: JsonObject): void {
    let parent: JsonObjectDraft = json;
    for (const label of labels.slice(0, -1)) {
      const next: Json = parent[label] ?? emptyObject();
      if (!isObject(next)) throw new Unreadable(`${labels[0] ?? ""} has other labels elsewhere, or is an argument`);
      parent[label] = next;
      parent = next;
    }
    const last = labels.at(-1) ?? "";
    const blocks = (parent[last] ??= []);
    if (!isArray(blocks) || (blocks.length > 0 && !this.isBlock(blocks[0]))) {
      throw new Unreadable(`${labels[0] ?? ""} has other labels elsewhere, or is an argument`);
    }
    (blocks as Json[]).push(body);
  }

  private isBlock(value: Json | undefined): boolean {
    return isObject(value) && this.places.bodies.has(value);
  }
}
