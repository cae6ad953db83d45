// What is said to buyers, per locale: the fixed texts and the money formats. Both are data made at
// build (cli/build/locales.ts), which gives every locale every text, and held in the model's
// section "WORD"; without it there are no texts, and prices read "89.00 EUR".
//
//   LocaleData words = LocaleData::Open(model.Opaque("WORD"), "de-AT");
//   words.FormatMoney({8900, eur});                           // "€ 89,00"
//   FillWord(words.Word(Word::kGoesWith), "Trail Tent 2P");   // "Passt zu Trail Tent 2P"
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/money.h"

namespace afterglow {

// What the module says by itself; templates name these and others.
enum class Word : std::uint8_t {
  kView,           // "View", and so on by OfferType: what to do with an offer
  kSubscribe,      // "Subscribe"
  kJoin,           // "Join now"
  kLearnMore,      // "Learn more"
  kAddService,     // "Add to my order"
  kWriteReview,    // "Write a review"
  kGoesWith,       // "Goes with {title}"
  kPopular,        // "Popular in this shop"
  kTimeForMore,    // "Time for more?"
  kForYourOrder,   // "For your order"
  kForCustomers,   // "For customers of this shop"
  kDelivered,      // "Your order has arrived"
  kAdvertisement,  // "Advertisement"
};
inline constexpr std::size_t kWordCount = 13;

// The word's name in data files and templates: "goes_with".
std::string_view WordName(Word word);

// `pattern` with every `place` replaced.
std::string FillWord(std::string_view pattern, std::string_view title,
                     std::string_view place = "{title}");

// Which of `count` language tags, as `tag_at(of, i)` gives them, is nearest to `locale`: the same
// tag in any case and with "_" for "-", else the longest prefix ("de-AT-1996" -> "de-AT" -> "de"),
// else another region of the language, else `usual`.
std::size_t NearestTag(std::string_view locale, std::size_t count,
                       std::string_view (*tag_at)(const void* of, std::size_t i), const void* of,
                       std::size_t usual);

class LocaleData {
 public:
  // Speaks the locale nearest to `locale`, any BCP 47 tag, by NearestTag; the shop's default when
  // none is near. Never fails: bytes that are not a WORD section open as no data at all. `section`
  // must outlive the result and the views it gives out.
  static LocaleData Open(Bytes section, std::string_view locale);

  // Whether there is data.
  bool known() const { return locales_ != 0; }
  // The tag of the locale spoken; "en" without data.
  std::string_view locale() const;
  // The language the texts are in, for `lang`: a locale without texts of its own speaks the
  // default.
  std::string_view language() const;
  // Whether those texts run from right to left.
  bool right_to_left() const;

  std::string_view Word(afterglow::Word word) const;
  // By name, for templates; also the shop's own words. Empty when there is no such word.
  std::string_view WordByName(std::string_view name) const;

  // As Intl.NumberFormat(locale, {style: "currency", currency}) writes it.
  std::string FormatMoney(Money money) const;

 private:
  std::uint16_t U16(std::size_t offset) const;
  std::string_view String(std::uint16_t index) const;

  Bytes bytes_;
  std::size_t locales_ = 0, words_ = 0, currencies_ = 0, shapes_ = 0, strings_ = 0;
  // Where each table starts, and in those by locale the part of the one spoken; all within bytes_.
  std::size_t locale_ = 0, word_names_ = 0, texts_ = 0, codes_ = 0, money_ = 0, shape_table_ = 0,
              string_table_ = 0, pool_ = 0;
};

}  // namespace afterglow
