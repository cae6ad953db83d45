#include "order/order_draft.h"

#include <algorithm>

namespace afterglow {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

// BCP 47 as far as it matters here: subtags of letters and digits. "de_DE" is common and meant.
std::string LanguageTag(std::string_view text) {
  constexpr std::size_t kLongestTag = 35;  // RFC 5646, 4.4.1
  if (text.size() < 2 || text.size() > kLongestTag || !IsLetter(text[0])) return {};
  std::string tag(text);
  for (char& c : tag) {
    if (c == '_') c = '-';
    if (!IsLetter(c) && !IsDigit(c) && c != '-') return {};
  }
  return tag;
}

}  // namespace

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::string_view LastPart(std::string_view text) {
  return text.substr(text.find_last_of(":/#") + 1);  // npos + 1 is 0
}

JsonValue FirstOf(std::initializer_list<JsonValue> candidates) {
  for (const JsonValue& value : candidates) {
    const bool scalar = value.kind() == JsonKind::kText || value.kind() == JsonKind::kNumber;
    if (scalar && !Trimmed(value.text()).empty()) return value;
  }
  return {};
}

std::optional<std::int64_t> ReadDecimal(std::string_view text, int decimals) {
  text = Trimmed(text);
  const std::size_t e = text.find_first_of("eE");
  if (e == std::string_view::npos) return ParseDecimal(text, decimals);

  // Java and Python write large doubles as 1.0E7: move the point in the text.
  constexpr std::size_t kMostDigits = 40;
  const std::string_view mantissa = text.substr(0, e);
  std::string_view power = text.substr(e + 1);
  const bool shrinks = !power.empty() && power[0] == '-';
  if (shrinks || (!power.empty() && power[0] == '+')) power.remove_prefix(1);
  if (mantissa.size() > kMostDigits || power.empty() || power.size() > 2) return std::nullopt;
  std::size_t shift = 0;
  for (const char c : power) {
    if (!IsDigit(c)) return std::nullopt;
    shift = shift * 10 + static_cast<std::size_t>(c - '0');
  }

  const bool negative = !mantissa.empty() && mantissa[0] == '-';
  std::string digits(mantissa.substr(negative ? 1 : 0));
  std::size_t point = std::min(digits.find('.'), digits.size());
  if (digits.empty() || !IsDigit(digits[0])) return std::nullopt;
  if (point < digits.size()) digits.erase(point, 1);
  if (shrinks) {
    digits.insert(0, shift, '0');
  } else {
    point += shift;
    if (point > digits.size()) digits.append(point - digits.size(), '0');
  }
  digits.insert(point, 1, '.');
  if (negative) digits.insert(0, 1, '-');
  return ParseDecimal(digits, decimals);
}

std::string OrderDraft::Place(std::string_view field) const {
  std::string place;
  if (line_ > 0) {
    place.append(list_).append("[").append(std::to_string(line_ - 1)).append("]");
    if (!field.empty()) place += '.';
  }
  return place.append(field);
}

void OrderDraft::Note(std::string_view field, std::string_view rest) {
  order_.notes.push_back(Place(field).append(" ").append(rest));
}

void OrderDraft::Fail(ErrorCode code, std::string message, std::uint64_t offset) {
  if (error_.code == ErrorCode::kOk) error_ = {code, std::move(message), offset};
}

std::string_view OrderDraft::ShortText(JsonValue value, std::string_view field) {
  std::string_view text = Trimmed(FirstOf({value}).text());
  if (text.substr(0, 6) == "gid://") text = LastPart(text);
  if (text.size() > kLongestSku) {
    Fail(ErrorCode::kLimit,
         Place(field) + " has " + std::to_string(text.size()) + " bytes, at most " +
             std::to_string(kLongestSku) + " are allowed",
         value.offset());
    return {};
  }
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  return std::any_of(text.begin(), text.end(), is_control) ? std::string_view() : text;
}

void OrderDraft::SetId(JsonValue id) { order_.order_id = ShortText(id, "order_id"); }

void OrderDraft::SetCurrency(JsonValue code) {
  if (!code.present()) return;
  const std::optional<Currency> currency = Currency::Parse(Trimmed(code.text()));
  if (currency) {
    order_.currency = *currency;
  } else {
    Note("currency", "is not a three-letter code and was ignored");
  }
}

void OrderDraft::SetPlacedAt(std::string_view time) {
  if (time.empty()) return;
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
  const std::string_view text = Trimmed(country.text());
  if (text.size() == 2 && IsLetter(text[0]) && IsLetter(text[1])) {
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

bool OrderDraft::BeginLines(JsonValue lines, std::string_view field) {
  if (!lines.is_array() && !lines.is_object()) return false;
  list_ = field;
  line_ = 0;
  lines_offset_ = lines.offset();
  std::size_t count = 0;
  for (JsonValue line : lines) {
    if (++count <= kMostLines || lines.is_object()) continue;
    Fail(ErrorCode::kLimit,
         std::string(field) + " has more than " + std::to_string(kMostLines) + " lines",
         line.offset());
    return false;
  }
  return true;
}

std::optional<std::int64_t> OrderDraft::Price(JsonValue price, std::string_view field,
                                              JsonValue currency) {
  const JsonValue scalar = FirstOf({price});
  if (!scalar.present()) return std::nullopt;
  if (currency.present() && Currency::Parse(Trimmed(currency.text())) != order_.currency) {
    Note(field, "was ignored because it is not in the order's currency");
    return std::nullopt;
  }
  return PriceText(scalar.text(), field);
}

std::optional<std::int64_t> OrderDraft::PriceText(std::string_view text, std::string_view field) {
  if (!order_.currency.known()) {
    Note(field, "was ignored because the order names no currency");
    return std::nullopt;
  }
  const auto amount = ReadDecimal(text, order_.currency.exponent());
  if (!amount) Note(field, "cannot be read as a decimal amount and was ignored");
  return amount;
}

std::optional<std::int64_t> OrderDraft::Sum(
    std::initializer_list<std::optional<std::int64_t>> amounts) {
  std::optional<std::int64_t> sum = *amounts.begin();
  if (!sum) return std::nullopt;
  for (const auto* amount = amounts.begin() + 1; amount != amounts.end(); ++amount) {
    *sum += amount->value_or(0);
  }
  constexpr std::int64_t kLargest = (std::int64_t{1} << 53) - 1;  // as in base/money.h
  return *sum >= -kLargest && *sum <= kLargest ? sum : std::nullopt;
}

void OrderDraft::RefuseWhen(JsonValue status, std::string_view field,
                            std::initializer_list<std::string_view> undone) {
  const std::string_view word = LastPart(status.text());
  for (const std::string_view one : undone) {
    if (word != one) continue;
    Fail(ErrorCode::kBadOrder,
         std::string(field).append(" is ").append(one).append(": the order was taken back"),
         status.offset());
  }
}

std::optional<Quantity> OrderDraft::ReadQuantity(JsonValue quantity) {
  // Far beyond what a line may hold, and small enough to be added up.
  constexpr Quantity kLargest = 2 * kLargestQuantity * kOnePiece;
  if (!quantity.present()) return kOnePiece;
  const auto value = ReadDecimal(FirstOf({quantity}).text(), kQuantityDecimals);
  return value ? std::clamp(*value, -kLargest, kLargest) : value;
}

void OrderDraft::TakeOff(std::optional<Quantity>& left, JsonValue gone) {
  if (!left || !gone.present()) return;
  *left -= std::max<Quantity>(ReadQuantity(gone).value_or(0), 0);
}

void OrderDraft::SkipLine(std::string_view why) {
  Note("", std::string("was left out: ").append(why));
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

Result<Order> OrderDraft::Finish() {
  if (error_.code == ErrorCode::kOk && order_.lines.empty() &&
      order_.kind == OrderKind::kPurchase) {
    std::string message = "the order has no line that can be read";
    // The first line's own trouble says more than that.
    for (const std::string& note : order_.notes) {
      if (list_.empty() || note.compare(0, list_.size(), list_) != 0) continue;
      message.append(": ").append(note);
      break;
    }
    Fail(ErrorCode::kBadOrder, std::move(message), lines_offset_);
  }
  if (error_.code != ErrorCode::kOk) return std::move(error_);
  return std::move(order_);
}

}  // namespace afterglow
