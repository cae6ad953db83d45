#include "order/order_draft.h"

#include <algorithm>

namespace afterglow {

std::string OrderDraft::Place(const char* field) const {
  Sentence place;
  if (line_ > 0) place << list_ << "[" << line_ - 1 << (*field == '\0' ? "]" : "].");
  // Of a path with alternatives the first names it.
  const std::string_view path = field;
  return place << path.substr(0, path.find('|'));
}

void OrderDraft::Note(const char* field, const char* rest) {
  order_.notes.push_back(Place(field).append(" ").append(rest));
}

void OrderDraft::Fail(ErrorCode code, Sentence& message, std::uint64_t offset) {
  if (error_.code == ErrorCode::kOk) error_ = {code, message, offset};
}

std::string_view OrderDraft::ShortText(JsonValue value, const char* field) {
  if (value.kind() == JsonKind::kBoolean) return {};
  std::string_view text = Trimmed(value.text());
  if (text.substr(0, 6) == "gid://") text = LastPart(text);
  if (text.size() > kLongestSku) {
    Fail(ErrorCode::kLimit,
         Sentence() << Place(field) << " has " << text.size() << " bytes, at most " << kLongestSku
                    << " are allowed",
         value.offset());
    return {};
  }
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  return std::any_of(text.begin(), text.end(), is_control) ? std::string_view() : text;
}

void OrderDraft::SetCurrency(JsonValue code) {
  if (!code.present()) return;
  const std::optional<Currency> currency = Currency::Parse(Trimmed(code.text()));
  if (currency) {
    order_.currency = *currency;
  } else {
    Note("currency", "is not a three-letter code and was ignored");
  }
}

void OrderDraft::SetPlacedAt(JsonValue value) {
  const std::string_view text = Trimmed(value.text());
  if (text.empty()) return;
  // Liquid and Ruby write "2026-11-21 05:00:00 -0500".
  const std::size_t blank = text.rfind(' ');
  std::string time(text.substr(0, blank));
  if (blank != std::string::npos) time += text.substr(blank + (blank > 10 ? 1 : 0));
  order_.placed_at = ParseIsoTime(time);
  if (!order_.placed_at) Note("the order's time", "is not ISO 8601 and was ignored");
}

void OrderDraft::SetLocale(JsonValue locale) {
  order_.locale = LanguageTag(Trimmed(locale.text()));
  if (order_.locale.empty() && locale.present()) {
    Note("locale", "is not a language tag and was ignored");
  }
}

void OrderDraft::SetCountry(JsonValue country) {
  const auto is_letter = [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; };
  const std::string_view text = Trimmed(country.text());
  if (text.size() == 2 && is_letter(text[0]) && is_letter(text[1])) {
    order_.country = {static_cast<char>(text[0] & ~32), static_cast<char>(text[1] & ~32)};
  } else if (country.present()) {
    Note("country", "is not a two-letter code and was ignored");
  }
}

void OrderDraft::SetCustomerId(JsonValue id) {
  const std::string_view text = ShortText(id, "customer id");
  if (text.find('@') != std::string_view::npos) {
    Note("customer id", "looks like an e-mail address and was dropped");
    return;
  }
  order_.customer.id = text;
}

void OrderDraft::SetCustomerOrders(JsonValue count) {
  if (!count.present()) return;
  const auto orders = ReadDecimal(count.text(), 0);
  if (orders && *orders >= 0 && *orders <= UINT32_MAX) {
    order_.customer.orders = static_cast<std::uint32_t>(*orders);
  } else {
    Note("the customer's number of orders", "is not a count and was ignored");
  }
}

void OrderDraft::RefuseWhen(JsonValue status, const char* field, std::string_view undone) {
  const std::string_view word = LastPart(status.text());
  const std::size_t at = word.empty() ? undone.npos : undone.find(word);
  // A whole word of the list, not a part of one.
  if (at == undone.npos || (at > 0 && undone[at - 1] != '|')) return;
  if (at + word.size() < undone.size() && undone[at + word.size()] != '|') return;
  Fail(ErrorCode::kBadOrder, Sentence() << field << " is " << word << ": the order was taken back",
       status.offset());
}

bool OrderDraft::BeginLines(JsonValue lines, std::string_view path) {
  if (!lines.is_array() && !lines.is_object()) return false;
  list_ = path.substr(path.find_last_of(".|") + 1);  // npos + 1 is 0
  line_ = 0;
  lines_offset_ = lines.offset();
  std::size_t count = 0;
  for (JsonValue line : lines) {
    if (++count <= kMostLines || lines.is_object()) continue;
    Fail(ErrorCode::kLimit, Sentence() << list_ << " has more than " << kMostLines << " lines",
         line.offset());
    return false;
  }
  return true;
}

std::optional<std::int64_t> OrderDraft::Price(JsonValue price, const char* field,
                                              JsonValue currency) {
  if (!price.present()) return std::nullopt;
  if (currency.present() && Currency::Parse(Trimmed(currency.text())) != order_.currency) {
    Note(field, "was ignored because it is not in the order's currency");
    return std::nullopt;
  }
  return PriceText(price.text(), field);
}

std::optional<std::int64_t> OrderDraft::PriceText(std::string_view text, const char* field) {
  if (!order_.currency.known()) {
    Note(field, "was ignored because the order names no currency");
    return std::nullopt;
  }
  const auto amount = ReadDecimal(text, order_.currency.exponent());
  if (!amount) Note(field, "cannot be read as a decimal amount and was ignored");
  return amount;
}

void OrderDraft::SkipLine(const char* why) {
  order_.notes.push_back(Sentence() << Place("") << " was left out: " << why);
}

void OrderDraft::AddLine(JsonValue sku, std::optional<Quantity> quantity,
                         std::optional<std::int64_t> unit_price) {
  const std::string_view name = ShortText(sku, "sku");
  if (name.empty()) return SkipLine("it has no SKU");
  if (!quantity) return SkipLine("its quantity is not a number");
  if (*quantity <= 0) return SkipLine("its quantity is not above zero");
  if (unit_price && *unit_price < 0) return SkipLine("its price is negative");

  // Half a metre is still one thing bought.
  const std::int64_t pieces =
      std::clamp<std::int64_t>((*quantity + kOnePiece / 2) / kOnePiece, 1, kLargestQuantity);
  for (OrderLine& line : order_.lines) {
    if (line.sku != name) continue;
    line.quantity = std::min(line.quantity + pieces, kLargestQuantity);
    if (!line.unit_price) line.unit_price = unit_price;
    return;
  }
  order_.lines.push_back({std::string(name), pieces, unit_price});
}

Status OrderDraft::Finish() {
  if (error_.code == ErrorCode::kOk && order_.lines.empty() &&
      order_.kind == OrderKind::kPurchase) {
    Sentence message;
    message << "the order has no line that can be read";
    // The first line's own trouble says more than that.
    for (const std::string& note : order_.notes) {
      if (list_.empty() || note.compare(0, list_.size(), list_) != 0) continue;
      message << ": " << note;
      break;
    }
    Fail(ErrorCode::kBadOrder, message, lines_offset_);
  }
  return std::move(error_);
}

}  // namespace afterglow
