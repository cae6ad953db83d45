// An order while a format reader puts it together: reads scalars that are text here and numbers
// there, keeps the limits, merges lines, and writes down what it had to leave out.
//
//   OrderDraft draft("canonical");
//   draft.SetCurrency(root["currency"]);           // before any money
//   if (draft.BeginLines(root["lines"], "lines")) {
//     for (JsonValue line : root["lines"]) {
//       draft.NextLine();
//       draft.AddLine(line["sku"], draft.ReadQuantity(line["quantity"]),
//                     draft.Price(line["unit_price"], "unit_price"));
//     }
//   }
//   return draft.Finish();
//
// Broken limits are remembered and come out of Finish; a reader needs not ask in between.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "order/json_tree.h"
#include "order/order.h"

namespace afterglow {

// How many of something, in ten-thousandths: shops sell 1.25 metres.
using Quantity = std::int64_t;
inline constexpr int kQuantityDecimals = 4;
inline constexpr Quantity kOnePiece = 10000;

// The first candidate that is a text or number and not blank.
JsonValue FirstOf(std::initializer_list<JsonValue> candidates);
// What a name ends in: "Order" of "https://schema.org/Order", "schema:Order" and "Order".
std::string_view LastPart(std::string_view text);
// Without the blanks around it.
std::string_view Trimmed(std::string_view text);
// Decimal text or a JSON number ("19.90", 19.9, 1.0E7) in units of 10^-decimals, never through
// floating point.
std::optional<std::int64_t> ReadDecimal(std::string_view text, int decimals);

class OrderDraft {
 public:
  explicit OrderDraft(std::string_view format) { order_.format = format; }

  void SetId(JsonValue id);
  void SetCurrency(JsonValue code);
  void SetPlacedAt(std::string_view time);
  void SetLocale(JsonValue locale);
  void SetCountry(JsonValue country);
  // An e-mail address is personal data and not taken for an id.
  void SetCustomerId(JsonValue id);
  void SetCustomerOrders(JsonValue count);
  void SetTotal(std::optional<std::int64_t> total) { order_.total = total; }

  // Whether `lines` is there, a list within the limit or a single object; `field` names it in notes
  // and errors.
  bool BeginLines(JsonValue lines, std::string_view field);
  void NextLine() { ++line_; }
  // Money of the current line, or of the order before the first. What is there but cannot be read,
  // or is said to be in another `currency` than the order's, gives nothing and a note.
  std::optional<std::int64_t> Price(JsonValue price, std::string_view field,
                                    JsonValue currency = {});
  // The same from text that a reader put together.
  std::optional<std::int64_t> PriceText(std::string_view text, std::string_view field);
  // Missing is one piece; what is not a number gives nothing.
  static std::optional<Quantity> ReadQuantity(JsonValue quantity);
  // Takes what was refunded or cancelled off what was ordered.
  static void TakeOff(std::optional<Quantity>& left, JsonValue gone);
  // The current line. Leaves it out, with a note, when it has no SKU, no quantity or a negative
  // price. Lines of one SKU become one.
  void AddLine(JsonValue sku, std::optional<Quantity> quantity,
               std::optional<std::int64_t> unit_price);
  void SkipLine(std::string_view why);

  // "<place>.<field> <rest>", one sentence.
  void Note(std::string_view field, std::string_view rest);
  // The first failure counts.
  void Fail(ErrorCode code, std::string message, std::uint64_t offset);
  // An order that was taken back is none: kBadOrder when `status` is one of `undone`.
  void RefuseWhen(JsonValue status, std::string_view field,
                  std::initializer_list<std::string_view> undone);
  // For SKUs and ids: trimmed, without Shopify's "gid://shopify/Order/" in front; one longer than
  // kLongestSku is a failure, one with control characters is taken for missing.
  std::string_view ShortText(JsonValue value, std::string_view field);

  Order& order() { return order_; }
  // Adds up what is there; nothing when the first is missing.
  static std::optional<std::int64_t> Sum(
      std::initializer_list<std::optional<std::int64_t>> amounts);
  // The order, or the first failure; a purchase without a line is kBadOrder.
  Result<Order> Finish();

 private:
  std::string Place(std::string_view field) const;

  Order order_;
  std::string_view list_;
  std::size_t line_ = 0;  // counted from 1; 0 before the first
  std::uint64_t lines_offset_ = 0;
  Error error_;
};

}  // namespace afterglow
