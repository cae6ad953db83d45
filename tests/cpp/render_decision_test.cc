// A decision at every touchpoint, from a model with the built-in templates.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "decide/decision.h"
#include "model_fixture.h"
#include "render/render.h"
#include "render/template_compiler.h"
#include "words_fixture.h"

namespace afterglow {
namespace {

using nlohmann::json;

constexpr Touchpoint kTouchpoints[] = {Touchpoint::kConfirmation,  Touchpoint::kReceipt,
                                       Touchpoint::kOrderEmail,    Touchpoint::kShippingEmail,
                                       Touchpoint::kDeliveryEmail, Touchpoint::kInApp,
                                       Touchpoint::kPush,          Touchpoint::kOrderHistory};

bool IsEmail(Touchpoint touchpoint) {
  return touchpoint == Touchpoint::kOrderEmail || touchpoint == Touchpoint::kShippingEmail ||
         touchpoint == Touchpoint::kDeliveryEmail;
}

class Rendering : public ::testing::Test {
 protected:
  Rendering() {
    ModelData data = SmallShop();
    data.opaque = {{{'T', 'M', 'P', 'L'}, CompileShopTemplates({}).value()},
                   {{'W', 'O', 'R', 'D'}, WordsFixture().Build()}};
    file_ = Packed(data);
    decision_.decision_id = "00112233aabbccdd";
    decision_.locale = "de";
    decision_.offers = {Product("Sleeping Bag & <b>", "/p/bag"), Product("Mat", "/p/mat"),
                        Product("Lamp", "/p/lamp")};
  }

  static Offer Product(std::string title, std::string url) {
    Offer offer;
    offer.offer_id = "product:" + title;
    offer.title = std::move(title);
    offer.url = std::move(url);
    offer.image = "https://shop.example/i.jpg";
    offer.price_text = "89,00 €";
    offer.reason = "Passt zu Trail Tent 2P";
    return offer;
  }

  Result<std::string> Try(Touchpoint touchpoint, RenderOptions options = {}) {
    const Result<Model> model = Model::Open(file_);
    EXPECT_TRUE(model.ok());
    decision_.touchpoint = touchpoint;
    return Render(model.value(), decision_, options);
  }
  std::string Show(Touchpoint touchpoint, RenderOptions options = {}) {
    const Result<std::string> text = Try(touchpoint, options);
    EXPECT_TRUE(text.ok()) << text.error().message;
    return text.ok() ? text.value() : std::string();
  }
  static RenderOptions With(Part part) {
    RenderOptions options;
    options.part = part;
    return options;
  }

  std::vector<std::uint8_t> file_;
  Decision decision_;
};

std::size_t Count(std::string_view text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos;
       at = text.find(what, at + 1)) {
    ++count;
  }
  return count;
}

TEST_F(Rendering, EveryTouchpointShowsTheFirstOfferEscaped) {
  for (const Touchpoint touchpoint : kTouchpoints) {
    const std::string text = Show(touchpoint);
    const bool is_json = touchpoint == Touchpoint::kInApp || touchpoint == Touchpoint::kPush;
    EXPECT_NE(text.find(is_json ? "Sleeping Bag \\u0026 \\u003cb\\u003e"
                                : "Sleeping Bag &amp; &lt;b&gt;"),
              std::string::npos)
        << TouchpointText(touchpoint) << "\n"
        << text;
    EXPECT_EQ(text.find("<b>"), std::string::npos);
  }
}

TEST_F(Rendering, NothingIsShownWithoutOffersAndInTheHoldout) {
  decision_.arm = "holdout";
  for (const Touchpoint touchpoint : kTouchpoints) EXPECT_EQ(Show(touchpoint), "");
  decision_.arm = "treatment";
  decision_.offers.clear();
  for (const Touchpoint touchpoint : kTouchpoints) EXPECT_EQ(Show(touchpoint), "");
}

TEST_F(Rendering, TheWidgetCarriesWhatEventsNeed) {
  const std::string html = Show(Touchpoint::kConfirmation);
  EXPECT_NE(html.find("data-afterglow-decision=\"00112233aabbccdd\""), std::string::npos);
  EXPECT_NE(html.find("data-afterglow-offer=\"product:Mat\""), std::string::npos);
  EXPECT_EQ(Count(html, "data-afterglow-offer="), 3U);
  EXPECT_EQ(Count(html, "<section"), 1U);
  EXPECT_EQ(Count(html, "<article"), 1U);
  EXPECT_EQ(Count(html, "<li"), 2U);
}

TEST_F(Rendering, TheStyleSheetComesAsAsked) {
  RenderOptions options;
  EXPECT_NE(Show(Touchpoint::kConfirmation, options).find("<style >"), std::string::npos);
  options.nonce = "r4nd0m\"";
  EXPECT_NE(Show(Touchpoint::kConfirmation, options).find("<style nonce=\"r4nd0m&quot;\">"),
            std::string::npos);
  options.style = WidgetStyle::kNone;
  EXPECT_EQ(Show(Touchpoint::kConfirmation, options).find("<style"), std::string::npos);
  options.style = WidgetStyle::kLink;
  options.stylesheet = "/afterglow/widget.css";
  const std::string linked = Show(Touchpoint::kConfirmation, options);
  EXPECT_EQ(linked.find("<style"), std::string::npos);
  EXPECT_NE(linked.find("<link rel=\"stylesheet\" href=\"/afterglow/widget.css\">"),
            std::string::npos);
  for (const Touchpoint touchpoint : {Touchpoint::kConfirmation, Touchpoint::kOrderHistory}) {
    const std::string html = Show(touchpoint, options);
    EXPECT_EQ(html.find(" style="), std::string::npos) << "no inline style for a strict CSP";
  }
}

TEST_F(Rendering, ShadowDomIsAnOption) {
  RenderOptions options;
  options.shadow = true;
  const std::string html = Show(Touchpoint::kConfirmation, options);
  EXPECT_EQ(html.rfind("<afterglow-offers><template shadowrootmode=\"open\">", 0), 0U);
  EXPECT_NE(html.find("</template></afterglow-offers>"), std::string::npos);
}

TEST_F(Rendering, PartnersAreLabelledAndTheirLinksSaySo) {
  decision_.offers[0].type = OfferType::kPartner;
  decision_.offers[0].disclosure = "Anzeige";
  for (const Touchpoint touchpoint :
       {Touchpoint::kConfirmation, Touchpoint::kOrderEmail, Touchpoint::kOrderHistory}) {
    const std::string html = Show(touchpoint);
    EXPECT_NE(html.find("Anzeige"), std::string::npos);
    EXPECT_EQ(Count(html, "rel=\"sponsored nofollow noopener\""), 1U);
  }
  EXPECT_NE(Show(Touchpoint::kOrderEmail, With(Part::kText)).find("[Anzeige]"), std::string::npos);
  EXPECT_EQ(json::parse(Show(Touchpoint::kPush))["body"],
            "Anzeige: Passt zu Trail Tent 2P · 89,00 €");
}

TEST_F(Rendering, ReviewsComeFirstInTheDeliveryEmailAndNeverAsTheHero) {
  Offer review;
  review.offer_id = "review";
  review.type = OfferType::kReview;
  review.title = "Wie gefällt dir Trail Tent 2P?";
  review.url = "/review";
  decision_.offers.insert(decision_.offers.begin() + 1, review);
  const std::string email = Show(Touchpoint::kDeliveryEmail);
  EXPECT_LT(email.find("Wie gefällt"), email.find("Sleeping Bag"));
  const std::string page = Show(Touchpoint::kConfirmation);
  EXPECT_GT(page.find("Wie gefällt"), page.find("Lamp"));
  decision_.offers = {review};
  EXPECT_EQ(json::parse(Show(Touchpoint::kPush))["offer_id"], "review");
  EXPECT_NE(Show(Touchpoint::kOrderHistory).find("Write a review"), std::string::npos);
  EXPECT_EQ(json::parse(Show(Touchpoint::kInApp))["reviews"].size(), 1U);
}

TEST_F(Rendering, PartsThatATouchpointHas) {
  for (const Touchpoint touchpoint : kTouchpoints) {
    if (!IsEmail(touchpoint)) {
      EXPECT_EQ(Try(touchpoint, With(Part::kText)).error().code, ErrorCode::kBadArgument);
      continue;
    }
    const json about = json::parse(Show(touchpoint, With(Part::kJson)));
    EXPECT_FALSE(about["subject"].get<std::string>().empty());
    const std::string text = Show(touchpoint, With(Part::kText));
    EXPECT_EQ(text.rfind(about["subject"].get<std::string>(), 0), 0U);
    EXPECT_NE(text.find("Sleeping Bag & <b>\n89,00 €\nPasst zu Trail Tent 2P\n/p/bag\n"),
              std::string::npos)
        << text;
  }
  EXPECT_EQ(Show(Touchpoint::kInApp), Show(Touchpoint::kInApp, With(Part::kJson)));
  EXPECT_EQ(json::parse(Show(Touchpoint::kInApp))["offers"][2]["title"], "Lamp");
}

// The worst catalogue: as long as texts and addresses get, and every character escaped.
TEST_F(Rendering, EmailsStayUnder15KbAndPushMessagesUnder4Kb) {
  const auto worst = [](std::size_t url) {
    Offer offer = Product(std::string(10'000, '"'), "/" + std::string(url, '&'));
    offer.offer_id = std::string(136, '"');
    offer.text = offer.reason = std::string(10'000, '<');
    offer.image = "/" + std::string(url, '&');
    return offer;
  };
  for (const std::size_t url : {0U, 100U, 500U, 2000U, 5000U}) {
    decision_.offers.assign(8, worst(url));
    for (const Touchpoint touchpoint : kTouchpoints) {
      const std::string text = Show(touchpoint);
      if (IsEmail(touchpoint)) {
        EXPECT_LE(text.size(), kLargestEmail);
        EXPECT_EQ(text.empty(), url == 2000U) << url;
      }
      if (touchpoint == Touchpoint::kPush) {
        EXPECT_LE(text.size(), kLargestPush);
        if (!text.empty()) EXPECT_TRUE(json::accept(text));
      }
    }
  }
}

TEST_F(Rendering, AnEmailThatIsTooLongShowsFewerOffers) {
  decision_.offers.assign(12, Product(std::string(300, 'x'), "/" + std::string(1000, 'y')));
  const std::string email = Show(Touchpoint::kOrderEmail);
  EXPECT_LE(email.size(), kLargestEmail);
  EXPECT_GE(Count(email, "<img"), 4U);
  EXPECT_LT(Count(email, "<img"), 12U);
  EXPECT_NE(email.find("</html>"), std::string::npos);
}

TEST_F(Rendering, LongTitlesAreCutAtABlankAndInvisibleCharactersGo) {
  std::string title = "One\n\n  title\t";
  for (int i = 0; i < 100; ++i) title += "wörter ";
  decision_.offers = {Product(title, "/p")};
  const json app = json::parse(Show(Touchpoint::kInApp));
  const std::string shown = app["offers"][0]["title"];
  EXPECT_EQ(shown.rfind("One title wörter", 0), 0U);
  EXPECT_EQ(shown.substr(shown.size() - 10), "wörter…");
  decision_.offers = {Product("a\u202E\u0007b", "/p")};
  EXPECT_NE(Show(Touchpoint::kConfirmation).find("<bdi>a b</bdi>"), std::string::npos);
}

TEST_F(Rendering, AnUnsafeAddressGivesNoLinkAndNoPicture) {
  decision_.offers = {Product("A", "javascript:alert(1)"), Product("B", "data:text/html,x")};
  decision_.offers[0].image = "javascript:alert(1)";
  for (const Touchpoint touchpoint : kTouchpoints) {
    const std::string text = Show(touchpoint);
    EXPECT_EQ(text.find("javascript"), std::string::npos);
    EXPECT_EQ(text.find("data:text"), std::string::npos);
    EXPECT_EQ(text.find("<a "), std::string::npos);
  }
}

TEST_F(Rendering, RightToLeftLanguagesSayTheirDirection) {
  decision_.locale = "ar";
  EXPECT_NE(Show(Touchpoint::kConfirmation).find("lang=\"ar\" dir=\"rtl\""), std::string::npos);
  EXPECT_NE(Show(Touchpoint::kOrderEmail).find("lang=\"ar\" dir=\"rtl\""), std::string::npos);
}

TEST_F(Rendering, AModelWithoutTemplatesSaysSo) {
  ModelData data = SmallShop();
  data.opaque = {{{'W', 'O', 'R', 'D'}, WordsFixture().Build()}};
  file_ = Packed(data);
  EXPECT_EQ(Try(Touchpoint::kConfirmation).error().message,
            "the model holds no template \"confirmation.html\": rebuild the model");
}

TEST_F(Rendering, AModelWithoutWordsShowsNothing) {
  ModelData data = SmallShop();
  data.opaque = {{{'T', 'M', 'P', 'L'}, CompileShopTemplates({}).value()}};
  file_ = Packed(data);
  const Result<std::string> text = Try(Touchpoint::kConfirmation);
  ASSERT_FALSE(text.ok());
  EXPECT_EQ(text.error().code, ErrorCode::kBadTemplate);
  EXPECT_EQ(text.error().message, "the model holds no words: rebuild the model");
}

}  // namespace
}  // namespace afterglow
