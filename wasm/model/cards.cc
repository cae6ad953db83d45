#include "model/cards.h"

#include <algorithm>

namespace afterglow {
namespace {

constexpr std::size_t kFactSize = 8 + 8 + 4;
constexpr std::size_t kTextsPerCard = 3;

// Texts one after the other: the ends of all of them, then the bytes.
std::vector<std::uint8_t> WriteTexts(std::span<const std::string_view> texts) {
  std::vector<std::uint8_t> out;
  std::uint32_t end = 0;
  for (const std::string_view text : texts) {
    end += static_cast<std::uint32_t>(text.size());
    Append(out, end);
  }
  for (const std::string_view text : texts) AppendText(out, text);
  return out;
}

std::string_view TextAt(Bytes section, std::size_t count, std::size_t index) {
  if (index >= count) return {};
  const auto begin = index == 0 ? 0 : ReadAt<std::uint32_t>(section, (index - 1) * 4);
  const auto end = ReadAt<std::uint32_t>(section, index * 4);
  if (!begin || !end || *end < *begin) return {};
  return AsText(Slice(section, count * 4 + *begin, *end - *begin).value_or(Bytes()));
}

}  // namespace

CardSections Cards::Write(std::span<const CardData> cards) {
  std::vector<std::string_view> categories, texts;
  for (const CardData& card : cards) {
    if (!card.category.empty()) categories.push_back(card.category);
    texts.insert(texts.end(), {card.title, card.url, card.image});
  }
  std::sort(categories.begin(), categories.end());
  categories.erase(std::unique(categories.begin(), categories.end()), categories.end());
  CardSections sections;
  for (const CardData& card : cards) {
    const auto found = std::lower_bound(categories.begin(), categories.end(), card.category);
    Append(sections.facts, card.price);
    Append(sections.facts, card.margin);
    Append(sections.facts,
           card.category.empty() ? 0U : static_cast<std::uint32_t>(found - categories.begin()) + 1);
  }
  Append(sections.categories, static_cast<std::uint32_t>(categories.size()));
  const std::vector<std::uint8_t> names = WriteTexts(categories);
  sections.categories.insert(sections.categories.end(), names.begin(), names.end());
  sections.texts = WriteTexts(texts);
  return sections;
}

std::optional<Cards> Cards::Open(Bytes facts, Bytes categories, Bytes texts,
                                 std::uint32_t sku_count) {
  const auto category_count = ReadAt<std::uint32_t>(categories, 0);
  if (!category_count || *category_count > categories.size() / 4 ||
      facts.size() != std::uint64_t{sku_count} * kFactSize ||
      texts.size() < std::uint64_t{sku_count} * kTextsPerCard * 4) {
    return std::nullopt;
  }
  Cards cards;
  cards.sku_count_ = sku_count;
  cards.category_count_ = *category_count;
  cards.facts_ = facts;
  cards.categories_ = categories.subspan(4);
  cards.texts_ = texts;
  return cards;
}

Facts Cards::facts(SkuId sku) const {
  const std::optional<Bytes> record = Slice(facts_, std::uint64_t{sku} * kFactSize, kFactSize);
  if (!record) return {};
  Facts facts;
  facts.price = std::max<std::int64_t>(-1, *ReadAt<std::int64_t>(*record, 0));
  facts.margin = std::max<std::int64_t>(-1, *ReadAt<std::int64_t>(*record, 8));
  const std::uint32_t category = *ReadAt<std::uint32_t>(*record, 16);
  facts.category = category <= category_count_ ? category : 0;
  return facts;
}

Card Cards::Read(SkuId sku) const {
  if (sku >= sku_count_) return {};
  const std::size_t count = std::size_t{sku_count_} * kTextsPerCard;
  const std::size_t at = std::size_t{sku} * kTextsPerCard;
  return {std::string(TextAt(texts_, count, at)), std::string(TextAt(texts_, count, at + 1)),
          std::string(TextAt(texts_, count, at + 2)),
          std::string(CategoryText(facts(sku).category))};
}

std::string_view Cards::CategoryText(std::uint32_t category) const {
  return category == 0 ? std::string_view() : TextAt(categories_, category_count_, category - 1);
}

}  // namespace afterglow
