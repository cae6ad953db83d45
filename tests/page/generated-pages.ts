import fc from "fast-check";

const names = (
  "div p span b i a em nobr ul li dl dt dd h1 h2 section main form button table tbody tr td th " +
  "caption colgroup col select option optgroup svg math mi mtext annotation-xml foreignObject desc " +
  "title style script textarea noscript template iframe xmp br img hr input ruby rt rp object pre " +
  "head body html address font g path article x-y"
).split(" ");

const attributes = [
  "",
  "",
  "",
  ' id="slot"',
  " class='a b'",
  ' title="a>b"',
  " x=y/",
  " a = 'b' c",
  ' encoding="text/html"',
  " color=red",
  "/",
  " /",
  "\n",
];

const pieces = [
  "text ",
  " ",
  "&amp;",
  "<",
  "</",
  "</>",
  "<!-- c -->",
  "<!-->",
  "<!--->",
  "<!-- -- --!>",
  "<!--<!--",
  "-->",
  "<!DOCTYPE html>",
  "<!x>",
  "<?y?>",
  "</ z>",
  "<![CDATA[<p>]]>",
  "]]>",
  "<3",
  "<!--<script>",
  "\n",
];

const startTag = fc
  .tuple(fc.constantFrom(...names), fc.constantFrom(...attributes))
  .map(([name, attribute]) => `<${name}${attribute}>`);
const endTag = fc.constantFrom(...names).map((name) => `</${name}>`);

/** Markup with little respect for the rules: tags in any order, comments, raw text, odd bytes. */
export const wildPage = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: startTag },
      { weight: 3, arbitrary: endTag },
      { weight: 2, arbitrary: fc.constantFrom(...pieces) },
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(""));

/** Bytes the tokenizer tells apart, in any order. */
export const wildBytes = fc
  .array(
    fc.constantFrom(
      ...[
        "<",
        ">",
        "/",
        "!",
        "-",
        "--",
        "?",
        "=",
        '"',
        "'",
        " ",
        "\n",
        "a",
        "B",
        "&",
        "]",
        "[",
        ";",
      ],
      ...["script", "<script>", "</script", "<!--", "-->", "<![CDATA[", "]]>", "<svg>", "<title>"],
      ...["</title>", "<textarea>", "</textarea ", "<!doctype", "<p ", "style", "<style/>"],
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(""));
