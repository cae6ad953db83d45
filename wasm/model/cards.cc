#include "model/cards.h"

#include <algorithm>

namespace afterglow {
namespace {

void AppendAll(std::vector<std::uint8_t>& out, const std::vector<std::uint8_t>& part) {
  out.insert(out.end(), part.begin(), part.end());
}

}  // namespace

std::vector<std::string> Cards::CategoryNames(std::span<const CardData> cards) {
  std::vector<std::string> names;
  for (const CardData& card : cards) {
    if (!card.category.empty()) names.push_back(card.category);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

CardSections Cards::Write(std::span<const CardData> cards, std::span<const std::string> skus,
                          std::span<const std::string> names) {
  std::vector<std::string_view> titles, urls, images;
  for (const CardData& card : cards) {
    titles.push_back(card.title);
    urls.push_back(card.url);
    images.push_back(card.image);
  }
  // -1, unknown, is stored as 0.
  std::vector<std::uint64_t> prices, margins, categories;
  for (const CardData& card : cards) {
    prices.push_back(static_cast<std::uint64_t>(card.price) + 1);
    margins.push_back(static_cast<std::uint64_t>(card.margin) + 1);
    const auto found = std::lower_bound(names.begin(), names.end(), card.category);
    categories.push_back(
        card.category.empty() ? 0 : static_cast<std::uint64_t>(found - names.begin()) + 1);
  }
  CardSections sections;
  for (const auto* column : {&prices, &margins, &categories}) {
    AppendAll(sections.facts, IntegerColumn::Write(*column));
  }
  const std::vector<std::string_view> own(skus.begin(), skus.end());
  for (const auto* texts : {&titles, &urls, &images}) {
    AppendAll(sections.texts, TextTable::Write(*texts, own));
  }
  return sections;
}

std::vector<std::uint8_t> Cards::WriteCategories(std::span<const std::string> names) {
  std::vector<std::uint8_t> out;
  Append(out, static_cast<std::uint32_t>(names.size()));
  AppendAll(out, TextTable::Write(std::vector<std::string_view>(names.begin(), names.end()), {}));
  return out;
}

bool Cards::Open(Bytes facts, Bytes categories, Bytes texts, std::uint32_t sku_count) {
  sku_count_ = sku_count;
  SectionReader numbers(facts), names(categories), own(texts);
  for (IntegerColumn* column : {&prices_, &margins_, &categories_})
    column->Take(numbers, sku_count);
  names.TakeInto(category_count_);
  category_names_.Take(names, category_count_);
  for (TextTable* table : {&titles_, &urls_, &images_}) table->Take(own, sku_count);
  return numbers.AtEnd() && names.AtEnd() && own.AtEnd();
}

Facts Cards::facts(SkuId sku) const {
  if (sku >= sku_count_) return {};
  Facts facts;
  facts.price = std::max<std::int64_t>(-1, static_cast<std::int64_t>(prices_[sku] - 1));
  facts.margin = std::max<std::int64_t>(-1, static_cast<std::int64_t>(margins_[sku] - 1));
  const std::uint64_t category = categories_[sku];
  if (category <= category_count_) facts.category = static_cast<std::uint32_t>(category);
  return facts;
}

Card Cards::Read(SkuId sku, std::string_view text) const {
  return {titles_.Text(sku, text), urls_.Text(sku, text), images_.Text(sku, text),
          CategoryText(facts(sku).category)};
}

std::string Cards::CategoryText(std::uint32_t category) const {
  return category == 0 ? std::string() : category_names_.Text(category - 1);
}

}  // namespace afterglow
