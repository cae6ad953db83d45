// Attacks rendering from both sides. The first byte picks what the rest is:
//   0  a TMPL section, run over a decision of hostile texts
//   1  a WORD section, asked for every word and a price
//   2  a shop's template: if it compiles, it must run, and write no markup that it did not hold
//   3  the texts of a decision, shown at every touchpoint with the built-in templates
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "decide/decision.h"
#include "model/words.h"
#include "render/decision_view.h"
#include "render/escape.h"
#include "render/template.h"
#include "render/template_compiler.h"

namespace afterglow {
namespace {

// Pieces of the input, up to a newline each, in turn.
class Pieces {
 public:
  explicit Pieces(std::string_view rest) : rest_(rest) {}
  std::string Take() {
    const std::string_view piece = rest_.substr(0, rest_.find('\n'));
    rest_.remove_prefix(piece.size() < rest_.size() ? piece.size() + 1 : piece.size());
    return std::string(piece);
  }

 private:
  std::string_view rest_;
};

Decision DecisionOf(std::string_view input) {
  Pieces pieces(input);
  Decision decision;
  decision.decision_id = "0011223344556677";
  decision.locale = pieces.Take();
  for (int i = 0; i < 3; ++i) {
    Offer offer;
    offer.type = static_cast<OfferType>(i * 2);
    for (std::string* text : {&offer.offer_id, &offer.title, &offer.text, &offer.url, &offer.image,
                              &offer.reason, &offer.disclosure, &offer.price_text}) {
      *text = pieces.Take();
    }
    decision.offers.push_back(std::move(offer));
  }
  return decision;
}

std::size_t Count(std::string_view text, char c) {
  std::size_t count = 0;
  for (const char other : text) count += other == c ? 1 : 0;
  return count;
}

void Check(bool holds) {
  if (!holds) std::abort();
}

constexpr ViewStyle kStyle;

void RunSection(Bytes bytes) {
  const Result<TemplateSet> set = TemplateSet::Open(bytes);
  if (!set.ok()) return;
  const Decision decision = DecisionOf(AsText(bytes));
  const LocaleData words = LocaleData::Open({}, "en");
  const DecisionView view(decision, words, kStyle, 8);
  for (const char* name : {"a", "confirmation.html"}) {
    const Result<std::string> text = set.value().Run(name, view);
    Check(!text.ok() || text.value().size() <= kLargestOutput);
  }
}

void AskWords(Bytes bytes) {
  for (const char* locale : {"de-AT", "en", "", "a"}) {
    const LocaleData words = LocaleData::Open(bytes, locale);
    for (std::size_t i = 0; i < kWordCount; ++i) (void)words.Word(static_cast<Word>(i));
    (void)words.locale();
    (void)words.right_to_left();
    (void)words.FormatMoney({-123456789, *Currency::Parse("EUR")});
  }
}

// Every text of every offer set to `text`; its addresses are safe ones.
Decision Everywhere(const std::string& text) {
  Decision decision = DecisionOf("en");
  for (Offer& offer : decision.offers) {
    offer.offer_id = offer.title = offer.text = offer.reason = offer.disclosure = offer.price_text =
        offer.sku = offer.call_to_action = text;
    offer.url = offer.image = "/" + text;
  }
  return decision;
}

// Sections go the same way for both decisions, so the same markup must come out.
void CompileOne(std::string_view source) {
  const std::vector<TemplateFile> files = {{"confirmation.html", std::string(source)}};
  const auto section = CompileShopTemplates(files);
  if (!section.ok()) return;
  const Result<TemplateSet> set = TemplateSet::Open(section.value());
  Check(set.ok());
  const LocaleData words = LocaleData::Open({}, "en");
  const Decision hostile = Everywhere("<!--\"'></script></title><img onerror=x>"),
                 harmless = Everywhere("x");
  const DecisionView hostile_view(hostile, words, kStyle, 8), view(harmless, words, kStyle, 8);
  const Result<std::string> text = set.value().Run("confirmation.html", hostile_view);
  const Result<std::string> same = set.value().Run("confirmation.html", view);
  if (!text.ok() || !same.ok()) return;  // a bound of template.h
  for (const char c : {'<', '>', '"', '\''}) {
    Check(Count(text.value(), c) == Count(same.value(), c));
  }
}

// With the built-in templates, hostile texts bring no markup of their own.
void ShowEverywhere(std::string_view input) {
  static const std::vector<std::uint8_t> section = CompileShopTemplates({}).value();
  const TemplateSet set = TemplateSet::Open(section).value();
  const LocaleData words = LocaleData::Open({}, "en");
  const Decision decision = DecisionOf(input);
  // The same sections for plain texts, so the same markup must come out.
  Decision plain = decision;
  for (Offer& offer : plain.offers) {
    for (std::string* text : {&offer.offer_id, &offer.title, &offer.text, &offer.reason,
                              &offer.disclosure, &offer.price_text}) {
      if (!text->empty()) *text = "x";
    }
    for (std::string* url : {&offer.url, &offer.image}) *url = IsSafeUrl(*url) ? "/x" : "";
  }
  for (const char* name : {"confirmation.html", "order-history.html", "delivery-email.html"}) {
    const Result<std::string> text = set.Run(name, DecisionView(decision, words, kStyle, 8));
    const Result<std::string> same = set.Run(name, DecisionView(plain, words, kStyle, 8));
    Check(text.ok() && same.ok());
    for (const char c : {'<', '>', '"', '\''}) {
      Check(Count(text.value(), c) == Count(same.value(), c));
    }
  }
  for (const char* name : {"order-email.txt", "push.json", "in-app.json"}) {
    Check(set.Run(name, DecisionView(decision, words, kStyle, 8)).ok());
  }
}

}  // namespace
}  // namespace afterglow

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace afterglow;  // NOLINT: a C function
  if (size == 0 || size > 1U << 16U) return 0;
  const Bytes rest(data + 1, size - 1);
  switch (data[0] & 3U) {
    case 0:
      RunSection(rest);
      break;
    case 1:
      AskWords(rest);
      break;
    case 2:
      CompileOne(AsText(rest));
      break;
    default:
      ShowEverywhere(AsText(rest));
  }
  return 0;
}
