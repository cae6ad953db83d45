// Mustache by its specification: the cases in tests/spec/templates/, and what is refused at build
// or bounded at run.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <vector>

#include "render/template.h"
#include "render/template_code.h"
#include "render/template_compiler.h"

namespace afterglow {
namespace {

using nlohmann::json;

// Any JSON as what a template sees.
class JsonView final : public TemplateView {
 public:
  explicit JsonView(const json& root) : root_(root) {}

  TemplateValue Root() const override { return See(root_); }
  TemplateValue Member(const TemplateValue& scope, std::string_view name) const override {
    const json& object = *seen_[scope.which];
    const auto at = object.is_object() ? object.find(std::string(name)) : object.end();
    return at == object.end() ? TemplateValue() : See(*at);
  }
  TemplateValue Item(const TemplateValue& list, std::uint32_t item) const override {
    return See((*seen_[list.which])[item]);
  }

 private:
  TemplateValue See(const json& value) const {
    TemplateValue out;
    out.which = static_cast<std::uint32_t>(seen_.size());
    seen_.push_back(&value);
    if (value.is_object()) {
      out.kind = TemplateValue::Kind::kScope;
    } else if (value.is_array()) {
      out.kind = TemplateValue::Kind::kList;
      out.size = static_cast<std::uint32_t>(value.size());
    } else {
      out.kind = TemplateValue::Kind::kText;
      const bool nothing = value.is_null() || value == json(false);
      texts_.push_back(std::make_unique<std::string>(nothing             ? ""
                                                     : value.is_string() ? value.get<std::string>()
                                                                         : value.dump()));
      out.text = *texts_.back();
    }
    return out;
  }

  const json& root_;
  mutable std::vector<const json*> seen_;
  mutable std::vector<std::unique_ptr<std::string>> texts_;
};

Result<std::string> RunTemplate(std::vector<TemplateFile> files, const json& data) {
  CompileOptions options;
  options.reduce = false;
  Result<std::vector<std::uint8_t>> section = CompileTemplates(files, options);
  if (!section.ok()) return section.error();
  Result<TemplateSet> set = TemplateSet::Open(section.value());
  if (!set.ok()) return set.error();
  return set.value().Run(files.front().name, JsonView(data));
}

std::string ErrorOf(std::string text, std::string name = "a.html") {
  const std::vector<TemplateFile> files = {{std::move(name), std::move(text)}};
  const auto section = CompileTemplates(files, {});
  return section.ok() ? "" : section.error().message;
}

TEST(MustacheSpecification, EveryCaseGivesTheExpectedText) {
  std::size_t cases = 0;
  for (const char* name :
       {"interpolation", "sections", "inverted", "comments", "delimiters", "partials"}) {
    std::ifstream in(std::filesystem::path(AFTERGLOW_SPEC_DIR) / "templates" /
                     (std::string(name) + ".json"));
    ASSERT_TRUE(in) << name;
    const json module = json::parse(in);
    for (const json& one : module["cases"]) {
      SCOPED_TRACE(std::string(name) + ": " + one["name"].get<std::string>());
      std::vector<TemplateFile> files = {{"case.html", one["template"]}};
      if (one.contains("partials")) {
        for (const auto& [file, text] : one["partials"].items()) files.push_back({file, text});
      }
      const Result<std::string> text = RunTemplate(files, one["data"]);
      ++cases;
      if (!text.ok()) {
        ADD_FAILURE() << text.error().message;
        continue;
      }
      EXPECT_EQ(text.value(), one["expected"].get<std::string>());
    }
  }
  EXPECT_GE(cases, 100U);
}

TEST(TemplateCompiler, OutputWithoutEscapingIsAnErrorThatNamesFileAndLine) {
  EXPECT_EQ(
      ErrorOf("<p>\n{{{title}}}</p>", "confirmation.html"),
      "templates/confirmation.html:2: \"{{{title\" asks for output without escaping, which is "
      "not available: write {{name}}");
  EXPECT_NE(ErrorOf("{{& title}}").find("without escaping"), std::string::npos);
}

TEST(TemplateCompiler, ATagThatIsNotClosedIsAnError) {
  EXPECT_EQ(ErrorOf("a\nb {{title"), "templates/a.html:2: \"{{\" has no \"}}\" after it");
  EXPECT_EQ(ErrorOf("{{#a}}\n{{#b}}{{/b}}"), "templates/a.html:1: {{#a}} has no {{/a}}");
  EXPECT_EQ(ErrorOf("{{#a}}{{/b}}"), "templates/a.html:1: {{/b}} closes nothing: {{#a}} is open");
  EXPECT_EQ(ErrorOf("{{/b}}"), "templates/a.html:1: {{/b}} closes nothing: no section is open");
  EXPECT_NE(ErrorOf("{{}}"), "");
  EXPECT_NE(ErrorOf("{{a b}}"), "");
  EXPECT_NE(ErrorOf("{{=|=}}"), "");
  EXPECT_NE(ErrorOf("{{< parent}}{{/parent}}"), "");
}

TEST(TemplateCompiler, AnUnknownNameOrPartialIsAnErrorForShopTemplates) {
  const auto error = [](std::string text) {
    const std::vector<TemplateFile> files = {{"confirmation.html", std::move(text)}};
    const auto section = CompileShopTemplates(files);
    return section.ok() ? "" : section.error().message;
  };
  EXPECT_EQ(error("{{hero.title}} {{words.anything}}"), "");
  EXPECT_EQ(error("<p>\n\n{{hero.titel}}"),
            "templates/confirmation.html:3: nothing is called \"titel\"");
  EXPECT_EQ(error("{{> nowhere.html}}"),
            "templates/confirmation.html:1: there is no file templates/nowhere.html");
}

TEST(TemplateCompiler, AShopFileReplacesOursAndMayBringItsOwnPartials) {
  const std::vector<TemplateFile> files = {{"confirmation.html", "<b>{{> own.html}}</b>"},
                                           {"own.html", "{{hero.title}}"}};
  const auto section = CompileShopTemplates(files);
  ASSERT_TRUE(section.ok()) << section.error().message;
  const Result<TemplateSet> set = TemplateSet::Open(section.value());
  const json data = {{"hero", {{"title", "Tent & Co"}}}};
  EXPECT_EQ(set.value().Run("confirmation.html", JsonView(data)).value(), "<b>Tent &amp; Co</b>");
  for (const TemplateFile& file : BuiltInTemplates()) EXPECT_TRUE(set.value().Has(file.name));
}

TEST(TemplateCompiler, TheSameFilesGiveTheSameBytes) {
  EXPECT_EQ(CompileShopTemplates({}).value(), CompileShopTemplates({}).value());
}

TEST(TemplateCompiler, BlanksWithoutEffectAreLeftOut) {
  const std::vector<TemplateFile> files = {
      {"a.html", "\n  <p  class=\"a  b\"\n  id=\"x\">\n    one  <b>two</b>\n\n</p>\n"},
      {"b.html", "<style>{{> c.css}}</style>"},
      {"c.css", "/* note */\na > b ,\nc {\n  content: \"a  ;  /* b */\";\n  margin: 0 auto;\n}\n"}};
  const auto section = CompileTemplates(files, {});
  ASSERT_TRUE(section.ok()) << section.error().message;
  const Result<TemplateSet> set = TemplateSet::Open(section.value());
  const json data = json::object();
  EXPECT_EQ(set.value().Run("a.html", JsonView(data)).value(),
            "<p class=\"a  b\"\nid=\"x\">\none <b>two</b>\n</p>\n");
  EXPECT_EQ(set.value().Run("b.html", JsonView(data)).value(),
            "<style>a>b,c{content: \"a  ;  /* b */\";margin: 0 auto}</style>");
}

// Damage of any kind must end in an error or a text, never in a read outside: ASan watches.
TEST(TemplateSet, DamagedSectionsAreRefusedOrRenderSomething) {
  const std::vector<std::uint8_t> good = CompileShopTemplates({}).value();
  const json data = {{"hero", {{"title", "x"}, {"url", "/p"}}}, {"row", {{{"title", "y"}}}}};
  for (std::size_t size = 0; size < good.size(); size += 7) {
    const std::vector<std::uint8_t> cut(good.begin(), good.begin() + static_cast<long>(size));
    const Result<TemplateSet> set = TemplateSet::Open(cut);
    if (set.ok()) (void)set.value().Run("widget.html", JsonView(data));
  }
  for (std::size_t at = 0; at < good.size(); at += 3) {
    std::vector<std::uint8_t> bad = good;
    bad[at] ^= 0xffU;
    const Result<TemplateSet> set = TemplateSet::Open(bad);
    if (!set.ok()) continue;
    const Result<std::string> text = set.value().Run("widget.html", JsonView(data));
    if (text.ok()) EXPECT_LE(text.value().size(), kLargestOutput);
  }
}

TEST(TemplateSet, EndlessNestingAndHugeOutputAreErrors) {
  const json data = {{"list", json::array()}, {"text", std::string(9000, 'x')}};
  EXPECT_FALSE(RunTemplate({{"a.html", "x{{> a.html}}"}}, data).ok());
  std::string nested = "x";
  json ten = json::array();
  for (int i = 0; i < 10; ++i) ten.push_back(i);
  for (int i = 0; i < 12; ++i) nested = "{{#list}}" + nested + "{{/list}}";
  EXPECT_FALSE(RunTemplate({{"a.html", nested}}, {{"list", ten}}).ok());
  std::string many;
  for (int i = 0; i < 160; ++i) many += "{{text}}";
  EXPECT_EQ(RunTemplate({{"a.html", many}}, data).error().message,
            "the template \"a.html\" is nested too deeply or writes too much for one page");
}

TEST(TemplateSet, AMissingTemplateIsAnErrorThatNamesIt) {
  const Result<TemplateSet> none = TemplateSet::Open({});
  ASSERT_TRUE(none.ok());
  const json data = json::object();
  EXPECT_EQ(none.value().Run("push.json", JsonView(data)).error().message,
            "the model holds no template \"push.json\": rebuild the model");
}

}  // namespace
}  // namespace afterglow
