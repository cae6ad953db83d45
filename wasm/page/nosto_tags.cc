#include "page/nosto_tags.h"

#include <utility>

#include "base/json_writer.h"
#include "page/character_reference.h"
#include "page/find_byte.h"

namespace afterglow {
namespace {

constexpr std::size_t kLongestText = 256, kMostLines = 256;

constexpr std::string_view kPartClasses[] = {"order_number", "product_id", "quantity", "unit_price",
                                             "price_currency_code"};

bool HasClass(std::string_view classes, std::string_view wanted) {
  for (std::size_t at = classes.find(wanted); at != std::string_view::npos;
       at = classes.find(wanted, at + 1)) {
    const std::size_t after = at + wanted.size();
    const bool begins = at == 0 || IsHtmlSpace(classes[at - 1]);
    if (begins && (after == classes.size() || IsHtmlSpace(classes[after]))) return true;
  }
  return false;
}

// Most pages have no such tagging: this is asked of every element with a class.
bool MayBeOrder(std::string_view classes) {
  const char* const end = classes.data() + classes.size();
  return FindByte(classes.data(), end, '_') != end && HasClass(classes, "nosto_purchase_order");
}

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && IsHtmlSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsHtmlSpace(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

void NostoTags::Look(const Tag& tag, OpenElement& element) {
  std::string_view classes;
  if (!element.html() || !tag.Find("class", &classes)) return;
  if (order_ == 0) {
    if (!MayBeOrder(classes)) return;
    order_ = element.serial;
    begin_ = tag.begin;
    number_.clear();
    lines_.clear();
    element.watched = true;
    return;
  }
  if (line_ == 0 && HasClass(classes, "line_item")) {
    line_ = element.serial;
    values_ = {};
    element.watched = true;
    return;
  }
  for (std::size_t i = 0; i < kParts && part_ == 0; ++i) {
    const bool belongs = (i == 0) == (line_ == 0);
    if (!belongs || !HasClass(classes, kPartClasses[i])) continue;
    part_ = element.serial;
    part_index_ = i;
    text_.clear();
    element.watched = true;
  }
}

void NostoTags::Text(std::string_view piece) {
  // One byte beyond the limit is kept, so that a text that is too long shows it however it was cut.
  if (part_ != 0 && text_.size() <= kLongestText) {
    text_ += piece.substr(0, kLongestText + 1 - text_.size());
  }
}

void NostoTags::Keep() {
  std::string& value = part_index_ == 0 ? number_ : values_[part_index_];
  const std::string resolved = ResolveReferences(text_, false);
  if (value.empty() && text_.size() <= kLongestText) value = Trimmed(resolved);
}

bool NostoTags::Closed(const OpenElement& element, std::uint64_t end) {
  if (element.serial == part_) {
    part_ = 0;
    Keep();
  } else if (element.serial == line_) {
    line_ = 0;
    if (lines_.size() < kMostLines) lines_.push_back(std::exchange(values_, {}));
  } else if (element.serial == order_) {
    order_ = 0;
    end_ = end;
    return true;
  }
  return false;
}

PayloadFound NostoTags::Take() {
  JsonWriter json;
  json.BeginObject();
  json.Key("nosto").BeginObject();
  if (!number_.empty()) json.Key(kPartClasses[0]).Text(number_);
  json.Key("lines").BeginArray();
  for (const auto& line : lines_) {
    json.BeginObject();
    for (std::size_t i = 1; i < kParts; ++i) {
      if (!line[i].empty()) json.Key(kPartClasses[i]).Text(line[i]);
    }
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  json.EndObject();
  return {PayloadSource::kDomTags, begin_, end_, json.Take()};
}

}  // namespace afterglow
