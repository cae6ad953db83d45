// Every value is escaped for the place it stands in, or the template does not compile.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "render/template.h"
#include "render/template_compiler.h"
#include "render/text_context.h"

namespace afterglow {
namespace {

// One value called "v" for every name.
class OneValue final : public TemplateView {
 public:
  explicit OneValue(std::string_view value) : value_(value) {}
  TemplateValue Root() const override { return {TemplateValue::Kind::kScope, 0, 0, {}}; }
  TemplateValue Member(const TemplateValue&, std::string_view) const override {
    return {TemplateValue::Kind::kText, 0, 0, value_};
  }
  TemplateValue Item(const TemplateValue&, std::uint32_t) const override { return {}; }

 private:
  std::string_view value_;
};

std::string Show(std::string text, std::string_view value, std::string name = "a.html") {
  const std::vector<TemplateFile> files = {{name, std::move(text)}};
  CompileOptions options;
  options.reduce = false;
  const auto section = CompileTemplates(files, options);
  if (!section.ok()) return section.error().message;
  return TemplateSet::Open(section.value()).value().Run(name, OneValue(value)).value();
}

std::string Refusal(const std::string& text, std::string name = "a.html") {
  const std::string shown = Show(text, "x", name);
  const std::string start = "templates/" + name + ":1: ";
  return shown.rfind(start, 0) == 0 ? shown.substr(start.size()) : "compiled";
}

TEST(EscapingByPlace, TextAndQuotedAttributesEscapeMarkupAndQuotes) {
  EXPECT_EQ(Show("<p>{{v}}</p>", "<b>&\"'"), "<p>&lt;b&gt;&amp;&quot;&#39;</p>");
  EXPECT_EQ(Show("<p title=\"{{v}}\">", "\" onclick=\"x"), "<p title=\"&quot; onclick=&quot;x\">");
  EXPECT_EQ(Show("<p title='{{v}}'>", "' x"), "<p title='&#39; x'>");
  EXPECT_EQ(Show("<title>{{v}}</title>", "</title>"), "<title>&lt;/title&gt;</title>");
}

TEST(EscapingByPlace, AUrlAttributeTakesOnlyAllowedSchemes) {
  const auto link = [](std::string_view url) {
    const std::string shown = Show("<a href=\"{{v}}\">", url);
    return shown.substr(9, shown.size() - 11);
  };
  EXPECT_EQ(link("https://shop.example/p?a=1&b=2"), "https://shop.example/p?a=1&amp;b=2");
  EXPECT_EQ(link("HTTP://shop.example"), "HTTP://shop.example");
  EXPECT_EQ(link("mailto:care@shop.example"), "mailto:care@shop.example");
  EXPECT_EQ(link("/p/tent:2p"), "/p/tent:2p");
  EXPECT_EQ(link("p?x=javascript:1"), "p?x=javascript:1");
  EXPECT_EQ(link("//cdn.example/x"), "//cdn.example/x");
  EXPECT_EQ(link(" /p with blank\"<>"), "/p%20with%20blank%22%3C%3E");
  EXPECT_EQ(link("/größe"), "/größe");
  for (const char* bad :
       {"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)",
        "java\tscript:alert(1)", "\x01javascript:alert(1)", "java\nscript:x", "data:text/html,x",
        "vbscript:x", "file:///x", "blob:x", "httpsx://y", "", "https\n://x", "ⓙavascript:x"}) {
    EXPECT_EQ(link(bad), "#") << bad;
  }
  EXPECT_EQ(link("/" + std::string(kLongestUrl, 'a')), "#");
}

TEST(EscapingByPlace, APieceOfAUrlIsPercentEncoded) {
  EXPECT_EQ(Show("<a href=\"/p?sku={{v}}&amp;a=1\">", "A&B=\"/:é"),
            "<a href=\"/p?sku=A%26B%3D%22%2F%3A%C3%A9&amp;a=1\">");
  EXPECT_EQ(Show("<a href=\"{{v}}{{v}}\">", "a:b"), "<a href=\"#a%3Ab\">");
  EXPECT_EQ(Show("<a href=\"java{{v}}\">", "script:alert(1)"),
            "<a href=\"javascript%3Aalert%281%29\">");
  EXPECT_NE(Refusal("<a href=\"javascript:f('{{v}}')\">"), "compiled");
}

TEST(EscapingByPlace, PlacesWithoutASafeEscapingDoNotCompile) {
  EXPECT_EQ(Refusal("<a href={{v}}>"),
            "{{v}} stands in the value of href: put quotes around the value");
  EXPECT_EQ(Refusal("<a href=/p/{{v}}>"),
            "{{v}} stands in the value of href: put quotes around the value");
  EXPECT_EQ(Refusal("<a onclick=\"f('{{v}}')\">"),
            "{{v}} stands in the value of onclick, where no value is safe");
  EXPECT_EQ(Refusal("<a style=\"color:{{v}}\">"),
            "{{v}} stands in the value of style, where no value is safe");
  EXPECT_EQ(Refusal("<img srcset=\"{{v}} 2x\">"),
            "{{v}} stands in the value of srcset, where no value is safe");
  EXPECT_EQ(Refusal("<iframe srcdoc=\"{{v}}\"></iframe>"),
            "{{v}} stands in the value of srcdoc, where no value is safe");
  EXPECT_EQ(Refusal("<{{v}}>"), "{{v}} stands inside the tag <>, where no value is safe");
  EXPECT_EQ(Refusal("<p {{v}}>"), "{{v}} stands inside the tag <p>, where no value is safe");
  EXPECT_EQ(Refusal("<p data-{{v}}=\"1\">"),
            "{{v}} stands inside the tag <p>, where no value is safe");
  EXPECT_EQ(Refusal("<style>a{color:{{v}}}</style>"),
            "{{v}} stands in <style>, where no value is safe");
  EXPECT_EQ(Refusal("<script>let a = \"{{v}}\"</script>"),
            "{{v}} stands in <script>, where no value is safe");
  EXPECT_EQ(Refusal("<!-- {{v}} -->"), "{{v}} stands in a comment, where no value is safe");
  EXPECT_EQ(Refusal("a{color:{{v}}}", "a.css"),
            "{{v}} stands in a style sheet, where no value is safe");
  EXPECT_EQ(Refusal("{\"a\": {{v}}}", "a.json"),
            "{{v}} stands outside of a JSON string: put it between quotes");
}

TEST(EscapingByPlace, TextAfterAnElementWhoseContentIsNotMarkupIsTextAgain) {
  EXPECT_EQ(Show("<style>a>b{}</style>{{v}}", "<"), "<style>a>b{}</style>&lt;");
  EXPECT_EQ(Show("<script>if (a < b) '</p>'</script><p>{{v}}", "<"),
            "<script>if (a < b) '</p>'</script><p>&lt;");
  EXPECT_EQ(Show("<!-- > --><p title=\"a>b\">{{v}}", "<"), "<!-- > --><p title=\"a>b\">&lt;");
  EXPECT_EQ(Show("<!doctype html><p>{{v}}", "<"), "<!doctype html><p>&lt;");
  EXPECT_EQ(Show("<br/><img alt=\"\"/>{{v}}", "<"), "<br/><img alt=\"\"/>&lt;");
}

TEST(EscapingByPlace, ASectionEndsWhereItBegan) {
  EXPECT_EQ(Refusal("{{#a}}<p title=\"{{/a}}\">"),
            "the section a begins in text and ends in the value of title");
  EXPECT_EQ(Refusal("<p title=\"{{#a}}\"{{/a}}>"),
            "the section a begins in the value of title and ends inside the tag <p>");
  EXPECT_EQ(Show("<p {{#a}}title=\"{{v}}\"{{/a}} id=\"x\">", "\""),
            "<p title=\"&quot;\" id=\"x\">");
  EXPECT_EQ(Show("<p title=\"a{{#a}} {{v}}{{/a}}\">", "\""), "<p title=\"a &quot;\">");
  EXPECT_NE(Refusal("<p title=\"x"), "compiled");
}

TEST(EscapingByPlace, JsonStringsAndPlainTextHaveTheirOwn) {
  EXPECT_EQ(Show("{\"a\": \"{{v}}\"}", "\"\\\n</script>\x01é", "a.json"),
            "{\"a\": \"\\\"\\\\\\n\\u003c/script\\u003eé\"}");
  EXPECT_EQ(Show("{\"a\\\"\": \"{{v}}\"}", "\"", "a.json"), "{\"a\\\"\": \"\\\"\"}");
  EXPECT_EQ(Show("{{v}}", "<b> & \"\x1b[1m", "a.txt"), "<b> & \"[1m");
}

TEST(EscapingByPlace, DirectionOverridesAndControlCharactersAreDropped) {
  EXPECT_EQ(Show("{{v}}", "a\u202Eb\u2066c\u2069d\u0007e\u0085f\u200Fg"), "abcdef\u200Fg");
  EXPECT_EQ(Show("{{v}}", "a\xff\xc3"), "a\uFFFD\uFFFD");
}

}  // namespace
}  // namespace afterglow
