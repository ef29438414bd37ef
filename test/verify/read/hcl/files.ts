import * as fc from "fast-check";

/** Files of HCL as people write them, and as they do not. */
export const files: fc.Arbitrary<string> = fc
  .letrec<{ expression: string; template: string; body: string }>((tie) => {
    const deep = { depthSize: "small", withCrossShrink: true } as const;
    const name = fc.constantFrom("a", "b_c", "x-1", "größe", "for_each", "_x", "t", "true_", "iff", "in", "if");
    const space = fc.constantFrom("", "", " ", "  ", " /* c */ ", "\t");
    const gap = fc.constantFrom("", " ", "\n", " # c\n", "\n\n  ", " // c\n", "/* d\n */");
    const end = fc.constantFrom("\n", "\n", " # c\n", "\r\n", " // d\n", "\n\n");
    const number = fc.constantFrom("0", "1", "42", "1.5", "1e3", "2.50", "123456789", "1E+2", "1e-2");
    const reference = fc.constantFrom(
      "a",
      "var.b",
      "a.b_c[0].d",
      "x-1.y",
      "a[*].b",
      "a.*.b.0",
      "a.0.b",
      'a["k"].b',
      "each.value",
      "b [ 1 ]",
    );
    const piece = fc.constantFrom(
      "a",
      "$",
      "%",
      "$$",
      "{",
      "}",
      " ",
      "  ",
      "é",
      "日",
      "$${",
      "%%{",
      "~",
      "#",
      "//",
      "/*",
      "'",
      "<<A",
      "🙂",
    );
    const quotedPiece = fc.oneof(piece, fc.constantFrom('\\"', "\\n", "\\\\", "\\t", "\\u00e9", "\\U0001F642"));
    const trim = fc.constantFrom("", "", "", "~");
    const value = fc.oneof(reference, tie("template"), number, fc.constantFrom("f(1)", "(a ? b : c)", "[for x in y : x]"));
    const interpolation = fc
      .tuple(trim, gap, value, gap, trim)
      .map(([before, one, inner, other, after]) => `\${${before}${one}${inner}${other}${after}}`);
    const directive = (inner: fc.Arbitrary<string>): fc.Arbitrary<string> =>
      fc.oneof(
        fc.tuple(trim, reference, trim, inner, trim).map(([a, b, c, d, e]) => `%{${a} if ${b} ${c}}${d}%{${e} endif }`),
        fc.tuple(trim, reference, inner, trim, inner).map(([a, b, c, d, e]) => `%{if ${b}}${c}%{${a}else${d}}${e}%{endif}`),
        fc.tuple(trim, reference, trim, inner).map(([a, b, c, d]) => `%{for k, v in ${b} ${c}}${d}\${k}%{endfor${a}}`),
      );
    const quotedParts = fc.oneof(
      { maxDepth: 2, ...deep },
      quotedPiece,
      interpolation,
      directive(fc.oneof(quotedPiece, interpolation)),
    );
    const line = fc.oneof(
      { maxDepth: 2, ...deep },
      piece,
      interpolation,
      directive(fc.oneof(piece, interpolation)),
      fc.constantFrom("\\n", '"', "EOT "),
    );
    const lines = fc.array(
      fc
        .tuple(fc.constantFrom("", " ", "  ", "    ", "\t"), fc.array(line, { maxLength: 3 }))
        .map(([indent, parts]) => indent + parts.join("")),
      { maxLength: 4 },
    );
    const heredoc = fc
      .tuple(fc.constantFrom("", "-"), fc.constantFrom("EOT", "E-1"), lines, fc.constantFrom("", "  "))
      .map(([dash, marker, some, indent]) => `<<${dash}${marker}\n${some.map((one) => `${one}\n`).join("")}${indent}${marker}\n`);
    const key = fc.oneof(name, tie("template"), fc.constantFrom("(a)", '"k"', "1", "null", "true", "a.b", 'f("x")', "(true)"));
    const separator = fc.constantFrom(",", ", ", "\n", ",\n", " # c\n", "\r\n");
    const expression = tie("expression");
    return {
      template: fc.array(quotedParts, { maxLength: 4 }).map((parts) => `"${parts.join("")}"`),
      expression: fc.oneof(
        { ...deep, maxDepth: 3 },
        reference,
        number,
        tie("template"),
        fc.constantFrom("true", "false", "null", "[]", "{}", "-1", "- 2", "!a", "-a"),
        fc.array(expression, { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
        fc
          .tuple(gap, fc.array(fc.tuple(expression, gap), { maxLength: 3 }))
          .map(([first, items]) => `[${first}${items.map(([a, b]) => `${a}${b},`).join("")}]`),
        fc
          .array(fc.tuple(key, fc.constantFrom(" = ", "=", ": "), expression, separator), { maxLength: 3 })
          .map((entries) => `{\n${entries.map((entry) => entry.join("")).join("")}}`),
        fc.tuple(gap, expression, gap).map(([a, b, c]) => `(${a}${b}${c})`),
        fc
          .tuple(fc.constantFrom("f", "provider::x::g"), fc.array(expression, { maxLength: 2 }), fc.constantFrom("", ",", "\n"))
          .map(([f, args, last]) => `${f}(${args.join(", ")}${args.length === 0 ? "" : last})`),
        fc.constantFrom("f(a...)", "[for x in y: x if x]", "{for k, v in y : k => v...}", "{ for k, v in y:\n k => v }"),
        fc
          .tuple(reference, fc.constantFrom("+", "-", "==", "!=", "&&", "<=", ">", "%", "/"), expression)
          .map(([a, o, b]) => `${a} ${o} ${b}`),
        fc.tuple(reference, expression, expression).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
        fc
          .tuple(fc.constantFrom("[1]", "{a = 1}", '"x"', "f(1)", "(a)"), fc.constantFrom("[0]", ".a", "[*]", ".*.a"))
          .map(([a, b]) => a + b),
        heredoc.map((text) => `f(${text})`),
      ),
      body: fc
        .array(
          fc.oneof(
            { maxDepth: 3, ...deep },
            fc.tuple(space, expression, end).map(([a, b, c]) => `NAME${a}=${a}${b}${c}`),
            heredoc.map((text) => `NAME = ${text}`),
            fc
              .tuple(fc.constantFrom("", ' "l"', " l m", ' "l" "m"'), end, tie("body"))
              .map(([a, b, c]) => `block_NAME${a} {${b}${c}}\n`),
            fc.tuple(fc.constantFrom("", ' "l"', ' "a\\"b"'), expression).map(([a, b]) => `block_NAME${a} { c = ${b} }\n`),
            fc.constantFrom("block_NAME {}\n", 'block_NAME "x" { }\n', "# c\n", "/* c\n */\n", "\n", "  \n", "b {\n}\n"),
          ),
          { maxLength: 5 },
        )
        .map((items) => items.join("")),
    };
  })
  .body.map((text) => {
    let count = 0;
    return text.replaceAll("NAME", () => `n${++count}`);
  });

/** The same with a few characters more or less: most of them nothing that is read. */
export const brokenFiles: fc.Arbitrary<string> = fc
  .tuple(
    files,
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.constantFrom("", "", '"', "{", "}", "\n", "${", "=", ",", "<<EOT\n", "(", "]", ".", " ", "~", "%{", ":"),
      ),
      { minLength: 1, maxLength: 2 },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((now, [where, insert]) => {
      const at = where % (now.length + 1);
      return now.slice(0, at) + insert + now.slice(insert === "" ? at + 1 : at);
    }, text),
  )
  // No half of a character.
  .map((text) => Buffer.from(text, "utf8").toString("utf8"));
