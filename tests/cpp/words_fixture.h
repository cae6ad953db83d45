// A WORD section built by hand from its layout in model/words.cc: four locales that differ in one
// text, three currencies with made-up formats that differ in every part.
#pragma once

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace afterglow {

class WordsFixture {
 public:
  std::vector<std::uint8_t> Build() {
    std::vector<std::uint8_t> body;
    // Locales: tag, language of the texts, flags.
    for (const auto& [tag, language, flags] :
         {Row{"ar", "ar", 1}, Row{"de", "de", 0}, Row{"de-AT", "de", 0}, Row{"ko", "de", 0}}) {
      Append(body, String(tag));
      Append(body, String(language));
      Append(body, flags);
    }
    for (const auto& [name, english] : kWords) Append(body, String(name));
    for (const char* goes_with :
         {"يناسب {title}", "Passt zu {title}", "Passt zu {title}", "Goes with {title}"}) {
      for (const auto& [name, english] : kWords) {
        Append(body, String(std::string_view(name) == "goes_with" ? goes_with : english));
      }
    }
    for (const char* code : {"EUR", "INR", "JPY"}) {
      AppendText(body, code);
      body.push_back(0);
    }
    for (int locale = 0; locale < 4; ++locale) {
      PutMoney(body, "", " €", "-", " €", locale == 0 ? 2 : 0);
      PutMoney(body, "₹", "", "-₹", "", 1);
      PutMoney(body, "¥ ", "", "¥ -", "", 3);
    }
    PutShape(body, ",", ".", '0', 3, 3, locale_minimum, 2);
    PutShape(body, ".", ",", '0', 3, 2, 1, 2);
    PutShape(body, "٫", "٬", 0x660, 3, 3, 1, 2);
    PutShape(body, "", "", '0', 0, 0, 1, 0);

    std::uint32_t at = 0;
    for (const std::string& text : strings_) {
      Append(body, at);
      at += static_cast<std::uint32_t>(text.size());
    }
    Append(body, at);
    for (const std::string& text : strings_) AppendText(body, text);

    std::vector<std::uint8_t> section;
    for (const std::size_t count :
         {std::size_t{1}, std::size_t{4}, std::size(kWords), std::size_t{3}, std::size_t{4},
          strings_.size(), std::size_t{1}, std::size_t{0}}) {
      Append(section, static_cast<std::uint16_t>(count));
    }
    section.insert(section.end(), body.begin(), body.end());
    return section;
  }

  std::uint8_t locale_minimum = 2;

 private:
  struct NamedWord {
    const char *name, *english;
  };
  static constexpr NamedWord kWords[] = {
      {"advertisement", "Advertisement"},
      {"dismiss", "Hide these offers"},
      {"own_text", "Eigenes"},
      {"goes_with", "Goes with {title}"},
      {"popular", "Popular in this shop"},
      {"time_for_more", "Time for more?"},
      {"for_your_order", "For your order"},
      {"for_customers", "For customers of this shop"},
      {"delivered", "Your order has arrived"},
      {"view", "View"},
      {"subscribe", "Subscribe"},
      {"join", "Join now"},
      {"learn_more", "Learn more"},
      {"add_service", "Add to my order"},
      {"write_review", "Write a review"},
      {"recommended", "Recommended for you"},
      {"thank_you", "Thank you for your order"},
      {"shipped", "Your order is on its way"},
      {"why_this_email", "You receive this message because you placed an order with us."},
  };
  struct Row {
    const char *tag, *language;
    std::uint16_t flags;
  };

  std::uint16_t String(std::string_view text) {
    for (std::size_t i = 0; i < strings_.size(); ++i) {
      if (strings_[i] == text) return static_cast<std::uint16_t>(i);
    }
    strings_.emplace_back(text);
    return static_cast<std::uint16_t>(strings_.size() - 1);
  }
  void PutMoney(std::vector<std::uint8_t>& body, const char* prefix, const char* suffix,
                const char* negative_prefix, const char* negative_suffix, std::uint16_t shape) {
    for (const char* text : {prefix, suffix, negative_prefix, negative_suffix}) {
      Append(body, String(text));
    }
    Append(body, shape);
  }
  void PutShape(std::vector<std::uint8_t>& body, const char* decimal, const char* group,
                std::uint32_t zero, std::uint8_t primary, std::uint8_t secondary,
                std::uint8_t minimum, std::uint8_t digits) {
    Append(body, String(decimal));
    Append(body, String(group));
    Append(body, zero);
    for (const std::uint8_t byte : {primary, secondary, minimum, digits}) body.push_back(byte);
  }

  std::vector<std::string> strings_ = {""};
};

}  // namespace afterglow
