#include "page/page_scanner.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "page_scan.h"

namespace afterglow {
namespace {

constexpr SlotPosition kBefore = SlotPosition::kBefore, kPrepend = SlotPosition::kPrepend,
                       kAppend = SlotPosition::kAppend, kAfter = SlotPosition::kAfter,
                       kReplace = SlotPosition::kReplace;

TEST(PageSlots, StandAtEveryPositionOfAnElement) {
  const std::string_view page = "<body><main id=s><p>a</p></main>b</body>";
  EXPECT_EQ(Mark(page, "#s", kBefore), "<body>[]<main id=s><p>a</p></main>b</body>");
  EXPECT_EQ(Mark(page, "#s", kPrepend), "<body><main id=s>[]<p>a</p></main>b</body>");
  EXPECT_EQ(Mark(page, "#s", kAppend), "<body><main id=s><p>a</p>[]</main>b</body>");
  EXPECT_EQ(Mark(page, "#s", kAfter), "<body><main id=s><p>a</p></main>[]b</body>");
  EXPECT_EQ(Mark(page, "#s", kReplace), "<body>[<main id=s><p>a</p></main>]b</body>");
}

TEST(PageSlots, AreChosenByEverySelectorOfTheContract) {
  const std::string_view page =
      "<body><div class='a b'><i data-x='1&amp;2'>t</i></div><DIV ID=s class=\"c\tb\n\">u</DIV>";
  EXPECT_EQ(Mark(page, "i", kPrepend).find("[]"), Mark(page, "[data-x]", kPrepend).find("[]"));
  EXPECT_EQ(Mark(page, "[data-x='1&2']", kPrepend), Mark(page, "div i", kPrepend));
  EXPECT_EQ(Mark(page, ".a.b i[data-x=\"1&2\"]", kPrepend), Mark(page, "i", kPrepend));
  EXPECT_EQ(Mark(page, "div#s.b", kPrepend), Mark(page, "#s", kPrepend));
  EXPECT_EQ(Mark(page, "Div.C", kPrepend), "none");
  EXPECT_EQ(Mark(page, "body .c", kPrepend), Mark(page, "#s", kPrepend));
  EXPECT_EQ(Mark(page, "div #s", kPrepend), "none");
  EXPECT_EQ(Mark(page, "#s i", kPrepend), "none");
  EXPECT_EQ(Mark("<body><b id='1'></b>", "#\\31", kPrepend), "<body><b id='1'>[]</b>");
  EXPECT_EQ(Mark("<body><b class=md:x></b>", ".md\\:x", kPrepend), "<body><b class=md:x>[]</b>");
}

TEST(PageSlots, RefuseSelectorsTheyCannotRead) {
  for (const char* selector : {"", "  ", "a > b", "a,b", "#", ".", "[a", "[a=", "[a='b]", "a:hover",
                               "[a^=b]", "a\\", "[]"}) {
    const Result<PageScanner> created = PageScanner::Create({{{selector, kAppend}}, {}});
    ASSERT_FALSE(created.ok()) << selector;
    EXPECT_EQ(created.error().code, ErrorCode::kBadArgument);
    EXPECT_NE(created.error().message.find(std::string("\"") + selector + "\""), std::string::npos);
  }
}

TEST(PageSlots, AreNotSeenWhereThePageOnlyLooksLikeMarkup) {
  const std::string_view decoys[] = {
      "<!-- <i id=s></i> -->",
      "<script>'<i id=s></i>'</script>",
      "<script><!--<script><i id=s></i></script>--></script>",
      "<style><i id=s></i></style>",
      "<textarea><i id=s></i></textarea>",
      "<iframe><i id=s></i></iframe>",
      "<noscript><i id=s></i></noscript>",
      "<xmp><i id=s></i></xmp>",
      "<noembed><i id=s></i></noembed>",
      "<noframes><i id=s></i></noframes>",
      "<template><i id=s></i></template>",
      "<template><template></template><i id=s></i></template>",
      "<svg><i2 id=s></i2><![CDATA[<i id=s></i>]]></svg>",
      "<svg><title><![CDATA[<i id=s></i>]]></title></svg>",
      "<math><mtext><![CDATA[<i id=s></i>]]></mtext></math>",
      "<p title='<i id=s></i>'></p>",
      "<select><option id=s></option></select>",
      "<?x <i id=s?>",
      "<! <i id=s>",
  };
  for (const std::string_view decoy : decoys) {
    const std::string page = "<body>" + std::string(decoy) + "<i id=s></i>";
    EXPECT_EQ(Mark(page, "#s", kPrepend), "<body>" + std::string(decoy) + "<i id=s>[]</i>");
  }
  EXPECT_EQ(Mark("<title>a</title><body><plaintext><i id=s></i>", "#s", kPrepend), "none");
}

TEST(PageSlots, AreSeenInMarkupThatOnlyLooksLikeText) {
  EXPECT_EQ(Mark("<body><svg><title><i id=s></i></title></svg>", "#s", kPrepend),
            "<body><svg><title><i id=s>[]</i></title></svg>");
  EXPECT_EQ(Mark("<body><svg><style></svg><i id=s></i>", "#s", kPrepend),
            "<body><svg><style></svg><i id=s>[]</i>");
  EXPECT_EQ(Mark("<body><svg><style><h1 id=s></h1>", "#s", kPrepend),
            "<body><svg><style><h1 id=s>[]</h1>");
  EXPECT_EQ(Mark("<body><svg><foreignObject><h1 id=s></h1>", "#s", kPrepend),
            "<body><svg><foreignObject><h1 id=s>[]</h1>");
  EXPECT_EQ(Mark("<body><div><![CDATA[><i id=s></i>]]>", "#s", kAppend),
            "<body><div><![CDATA[><i id=s>[]</i>]]>");
  EXPECT_EQ(Mark("<body><script/>'<i id=s>'</script><i id=s></i>", "#s", kAppend),
            "<body><script/>'<i id=s>'</script><i id=s>[]</i>");
}

TEST(PageSlots, EndWhereTheElementTrulyEnds) {
  EXPECT_EQ(Mark("<body><div id=s><div></div><p></div>a</div>", "#s", kAfter),
            "<body><div id=s><div></div><p></div>[]a</div>");
  EXPECT_EQ(Mark("<body><div id=s></span></p></section></div>a", "#s", kAppend),
            "<body><div id=s></span></p></section>[]</div>a");
  EXPECT_EQ(Mark("<body><ul><li id=s>a<ul><li>b</ul><li>c</ul>", "#s", kAppend),
            "<body><ul><li id=s>a<ul><li>b</ul>[]<li>c</ul>");
  EXPECT_EQ(Mark("<body><section><div id=s>a</section>b", "#s", kAppend),
            "<body><section><div id=s>a[]</section>b");
  EXPECT_EQ(Mark("<body><table><tr><td id=s>a<td>b<tr></table>", "#s", kAppend),
            "<body><table><tr><td id=s>a[]<td>b<tr></table>");
  EXPECT_EQ(Mark("<body><div id=s><table><tr></div><td></div></table>a</div>", "#s", kAppend),
            "<body><div id=s><table><tr></div><td></div></table>a[]</div>");
  EXPECT_EQ(Mark("<body><div id=s><button></div></button>", "#s", kAppend),
            "<body><div id=s><button>[]</div></button>");
  EXPECT_EQ(Mark("<body><b id=s>a<i>b</b>c</i>", "#s", kAfter), "<body><b id=s>a<i>b</b>[]c</i>");
}

TEST(PageSlots, AreNotClaimedAfterAnElementWhoseEndTagIsLeftOut) {
  EXPECT_EQ(Mark("<body><ul><li id=s>a<li>b</ul>", "#s", kAfter), "none");
  EXPECT_EQ(Mark("<body><main id=s>a</body>", "#s", kAfter), "none");
  EXPECT_EQ(Mark("<body><main id=s>a</body>", "#s", kReplace), "none");
  EXPECT_EQ(Mark("<body><ul><li id=s>a<li>b</ul>", "#s", kReplace),
            "<body><ul>[<li id=s>a]<li>b</ul>");
  EXPECT_EQ(Mark("<body><ul><li>a<li id=s>b</ul>", "#s", kBefore), "none");
}

TEST(PageSlots, AreNotClaimedInAMisnestedElement) {
  EXPECT_EQ(Mark("<body><b id=s>a<div>b</b>c</div>", "#s", kAppend), "none");
  EXPECT_EQ(Mark("<body><div><form id=s><div></form>a</div></div>", "#s", kAppend), "none");
  EXPECT_EQ(Mark("<body><div id=s><svg><g></div>a", "#s", kAppend), "none");
}

TEST(PageSlots, AreNotClaimedWhereTheBrowserWouldMoveOrDropTheContent) {
  EXPECT_EQ(Mark("<head><script id=s></script></head><body>", "#s", kAfter), "none");
  EXPECT_EQ(Mark("<body><textarea id=s></textarea>", "#s", kPrepend), "none");
  EXPECT_EQ(Mark("<body><textarea id=s>a</textarea>b", "#s", kReplace),
            "<body>[<textarea id=s>a</textarea>]b");
  EXPECT_EQ(Mark("<body><table><tbody id=s><tr><td>a</table>", "#s", kPrepend), "none");
  EXPECT_EQ(Mark("<body><table id=s><tr><td>a</table>b", "#s", kAfter),
            "<body><table id=s><tr><td>a</table>[]b");
  EXPECT_EQ(Mark("<body><svg id=s><g></g></svg>b", "#s", kPrepend), "none");
  EXPECT_EQ(Mark("<body><svg id=s><g></g></svg>b", "#s", kAfter),
            "<body><svg id=s><g></g></svg>[]b");
  EXPECT_EQ(Mark("<body><svg><g id=s></g></svg>b", "#s", kAfter), "none");
  EXPECT_EQ(Mark("<body><img id=s>b", "#s", kAppend), "none");
  EXPECT_EQ(Mark("<body><img id=s>b", "#s", kReplace), "<body>[<img id=s>]b");
  EXPECT_EQ(Mark("<html id=s><body>a", "#s", kAppend), "none");
}

TEST(PageSlots, AreNotClaimedWhereABlockWouldCloseAParagraphThatGoesOn) {
  EXPECT_EQ(Mark("<body><p id=s>a</p>", "#s", kPrepend), "none");
  EXPECT_EQ(Mark("<body><p id=s>a</p>b", "#s", kAfter), "<body><p id=s>a</p>[]b");
  EXPECT_EQ(Mark("<body><p>a<b id=s></b>c</p>", "#s", kAfter), "none");
  EXPECT_EQ(Mark("<body><p>a<b id=s></b>c</p>", "#s", kAppend), "none");
  EXPECT_EQ(Mark("<body><p>a<div id=s></div>", "#s", kBefore), "<body><p>a[]<div id=s></div>");
  EXPECT_EQ(Mark("<body><div id=s><p>a</div>", "#s", kAppend), "<body><div id=s><p>a[]</div>");
}

TEST(PageSlots, AreNotClaimedInAFormThatATableLeavesEmpty) {
  EXPECT_EQ(Mark("<body><table><div><form id=s>a</form>", "#s", kAppend), "none");
  EXPECT_EQ(Mark("<body><pre id=s>\na</pre>", "#s", kPrepend), "none");
}

TEST(PageScanner, SurvivesTablesInTemplatesWithoutOne) {
  EXPECT_EQ(Mark("<body><template><tr><table></template><b id=s>", "#s", kPrepend),
            "<body><template><tr><table></template><b id=s>[]");
}

TEST(PageSlots, TakeTheNextElementThatQualifiesWhenTheFirstDoesNot) {
  EXPECT_EQ(Mark("<body><img class=s><b class=s>a<p></b></p><i class=s></i><i class=s></i>", ".s",
                 kAppend),
            "<body><img class=s><b class=s>a<p></b></p><i class=s>[]</i><i class=s></i>");
}

TEST(PageSlots, EndWithTheBodyWhenNothingElseEndsThem) {
  EXPECT_EQ(Mark("<html><body><p>a</body></html>", "body", kAppend),
            "<html><body><p>a[]</body></html>");
  EXPECT_EQ(Mark("<html><body><p>a</html>", "body", kAppend), "<html><body><p>a[]</html>");
  EXPECT_EQ(Mark("<p>a", "body", kAppend), "<p>a[]");
  EXPECT_EQ(Mark("<title>t</title>\n a", "body", kPrepend), "<title>t</title>\n []a");
  EXPECT_EQ(Mark("<body><main><p>a</body>", "main", kAppend), "<body><main><p>a[]</body>");
  EXPECT_EQ(Mark("<body><script>a</body>", "body", kAppend), "none");
  EXPECT_EQ(Mark("<body>a<!-- </body>", "body", kAppend), "none");
  EXPECT_EQ(Mark("<body>a</", "body", kAppend), "none");
  EXPECT_EQ(Mark("<body>a<p class='</body>", "body", kAppend), "none");
  EXPECT_EQ(Mark("<body>a<table>", "body", kAppend), "none");
  EXPECT_EQ(Mark("<head><title>a</title></head>", "body", kAppend), "none");
  EXPECT_EQ(
      Mark("\xef\xbb\xbf<!doctype html><head><title>a</title></head> <body>b", "body", kPrepend),
      "\xef\xbb\xbf<!doctype html><head><title>a</title></head> <body>[]b");
}

TEST(PageSlots, AreFoundForEveryRuleOnceAndFallbacksCountOn) {
  const PageOptions options = {{{"#no", kAppend}, {".s", kPrepend}}, {{"main", kAppend}}};
  EXPECT_EQ(ScanWhole(options, "<body><main><b class=s></b><b class=s></b></main><main></main>"),
            "ok\nslot 1 23-23\nslot 2 42-42\nnonce  0\nlanguage ");
}

TEST(PagePayloads, AreTheJsonScriptsOfThePage) {
  EXPECT_EQ(
      ScanWhole({},
                "<script type='application/json' data-afterglow-order> {\"a\":\"<b\"}\n"
                "</script><script type=\"Application/LD+JSON; charset=utf-8\">"
                "{\"@type\":\"Order\"}</script>"),
      "ok\npayload data-script 53-74 {\"a\":\"<b\"}\npayload json-ld 124-150 {\"@type\":\"Order\"}"
      "\nnonce  0\nlanguage ");
}

TEST(PagePayloads, AreTakenOutOfTheWrappersOfOldPages) {
  const auto text = [](const std::string& inside) {
    PageScanner scanner = std::move(PageScanner::Create({}).value());
    EXPECT_TRUE(scanner.Write("<script type=application/ld+json>" + inside + "</script>").ok());
    return scanner.payloads().empty() ? "none" : scanner.payloads()[0].text;
  };
  EXPECT_EQ(text("<!--\n[\"Order\"]\n//-->"), "[\"Order\"]");
  EXPECT_EQ(text("//<![CDATA[\n[\"Order\"]\n//]]>"), "[\"Order\"]");
  EXPECT_EQ(text("/*<![CDATA[*/[\"Order\"]/*]]>*/"), "[\"Order\"]");
  EXPECT_EQ(text(" [\"Order <!-- x -->\"] "), "[\"Order <!-- x -->\"]");
}

TEST(PagePayloads, AreNotTakenFromWhereThePageDoesNotHoldThem) {
  const std::string script = "<script type=application/json data-afterglow-order>{}</script>";
  for (const std::string& page :
       {"<!--" + script + "-->", "<template>" + script + "</template>",
        "<noscript>" + script + "</noscript>", "<textarea>" + script + "</textarea>",
        "<svg>" + script + "</svg>", std::string("<script data-afterglow-order>{}</script>"),
        std::string("<script type=application/json>{}</script>"),
        script.substr(0, script.size() - 9)}) {
    EXPECT_EQ(ScanWhole({}, page), "ok\nnonce  0\nlanguage ") << page;
  }
}

TEST(PagePayloads, AreSkippedWithAReasonWhenTheyCannotBeAnOrder) {
  const std::string open = "<script type=application/ld+json>";
  EXPECT_EQ(ScanWhole({}, open + "{\"@type\":\"Product\"}</script>"),
            "ok\nskipped json-ld 33 it describes no Order\nnonce  0\nlanguage ");
  EXPECT_EQ(ScanWhole({}, open + std::string(kLargestPagePayload + 1, ' ') + "</script>"),
            "ok\nskipped json-ld 33 it is longer than 64 KiB\nnonce  0\nlanguage ");
  std::string many;
  for (std::size_t i = 0; i <= kMostPagePayloads; ++i) many += open + "Order</script>";
  PageScanner scanner = std::move(PageScanner::Create({}).value());
  ASSERT_TRUE(scanner.Write(many).ok());
  EXPECT_EQ(scanner.payloads().size(), kMostPagePayloads);
  ASSERT_EQ(scanner.skipped_payloads().size(), 1U);
  EXPECT_EQ(scanner.skipped_payloads()[0].reason, "the page has more than 8 payloads before it");
}

TEST(PagePayloads, AreNotLookedForOnceAnOrderIsKnown) {
  PageScanner scanner = std::move(PageScanner::Create({}).value());
  scanner.StopPayloads();
  ASSERT_TRUE(scanner.Write("<script type=application/ld+json>Order</script>").ok());
  EXPECT_TRUE(scanner.payloads().empty());
}

TEST(PageScanner, ReadsTheNonceAndTheLanguage) {
  EXPECT_EQ(ScanWhole({},
                      "<html lang='de&#45;AT'><template><script nonce=no></script></template>"
                      "<style nonce=\"r4nd+/=\"></style><script nonce=later></script>"),
            "ok\nnonce r4nd+/= 93\nlanguage de-AT");
}

TEST(PageScanner, RefusesPagesItCannotScanSafely) {
  using namespace std::string_view_literals;
  const std::string deep = [] {
    std::string text;
    for (int i = 0; i < 600; ++i) text += "<div>";
    return text;
  }();
  for (const std::string_view page :
       {"\xff\xfe<\0p\0"sv, "\xfe\xff\0<\0p"sv, "<\0h\0t\0"sv, "\0<\0h"sv, "<select><title>"sv,
        "<frameset>"sv, "<body><\0"sv, std::string_view(deep),
        "<template><col><style></style></template>"sv, "<template><col><script></div>"sv,
        "<meta charset=ISO-2022-JP>"sv, "<meta content='text/html; charset=hz-gb-2312'>"sv}) {
    const std::string whole = ScanWhole({{{"body", kAppend}}, {}}, page);
    EXPECT_EQ(whole.substr(0, 7), "failed:") << page;
    for (std::size_t i = 0; i <= page.size(); ++i) {
      EXPECT_EQ(ScanChunks({{{"body", kAppend}}, {}}, {page.substr(0, i), page.substr(i)}), whole);
    }
  }
}

TEST(PageScanner, GivesTheSameAnswerForEveryCut) {
  const PageOptions options = {{{"#slot", kAppend},
                                {".r", kReplace},
                                {"main .x", kAfter},
                                {"[data-y='a b']", kBefore},
                                {"ul li", kPrepend}},
                               {{"main", kAppend}, {"body", kAppend}}};
  const std::string_view pages[] = {
      "\xef\xbb\xbf<!doctype html>\n<html lang=\"fr\"><head><title>Merci</ti</title>"
      "<script nonce='n'>var a='<!--<script>';</script>--></script>\n</head> <body class=x>"
      "<!-- <div id=slot> --><main data-x='a>b'><p class=x>1<div class='r s'><b>2</div></b>"
      "<span class=x></span><script type=application/json data-afterglow-order>{\"a\":[\"</x>\"]}"
      "</script><![CDATA[ ]]><svg><![CDATA[<p>]]></svg><textarea></textare></textarea >"
      "<div id='sl&#111;t' / ><ul><li>a<li>b</ul></div><i data-y=\"a b\"></i></main>"
      "<script type='application/ld+json'><!-- [\"Order\"] --></script></body></html>\n<!-- z -->",
      "text<table><tr><td><main id=slot>x<td></table><p class=r>y<p></p></x y='</main>",
  };
  for (const std::string_view page : pages) {
    const std::string whole = ScanWhole(options, page);
    EXPECT_EQ(whole.substr(0, 8), "ok\nslot ") << whole;
    std::vector<std::string_view> bytes;
    for (std::size_t i = 0; i < page.size(); ++i) {
      EXPECT_EQ(ScanChunks(options, {page.substr(0, i), page.substr(i)}), whole) << i;
      bytes.push_back(page.substr(i, 1));
    }
    EXPECT_EQ(ScanChunks(options, bytes), whole);
  }
}

}  // namespace
}  // namespace afterglow
