// The sections of what a SKU is to a buyer: "FACT" (price, margin, category), "CATG" (the names of
// the categories) and "CARD" (title, URL, image).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "model/integer_column.h"
#include "model/model_data.h"
#include "model/neighbour.h"
#include "model/text_table.h"

namespace afterglow {

// What deciding needs of a candidate, without decompressing its texts.
struct Facts {
  std::int64_t price = -1;     // minor units of settings().currency; -1 unknown
  std::int64_t margin = -1;    // minor units; -1 unknown: use settings().margin_share
  std::uint32_t category = 0;  // 0 none; equal numbers, equal categories
};

// The texts of a SKU; empty where unknown.
struct Card {
  std::string title, url, image, category;
};

struct CardSections {
  std::vector<std::uint8_t> facts, texts;
};

class Cards {
 public:
  // The names of all categories, sorted: category n is names[n - 1].
  static std::vector<std::string> CategoryNames(std::span<const CardData> cards);
  // Both in id order; texts of at most kLongestStoredText bytes; `names` holds every category.
  static CardSections Write(std::span<const CardData> cards, std::span<const std::string> skus,
                            std::span<const std::string> names);
  static std::vector<std::uint8_t> WriteCategories(std::span<const std::string> names);
  // Becomes the cards in the sections; false when those do not hold together. O(1).
  bool Open(Bytes facts, Bytes categories, Bytes texts, std::uint32_t sku_count);

  // Unknown throughout when out of range or damaged.
  Facts facts(SkuId sku) const;
  // `text` is that SKU's own.
  Card Read(SkuId sku, std::string_view text) const;
  std::string CategoryText(std::uint32_t category) const;

 private:
  std::uint32_t sku_count_ = 0, category_count_ = 0;
  IntegerColumn prices_, margins_, categories_;
  TextTable category_names_, titles_, urls_, images_;
};

}  // namespace afterglow
