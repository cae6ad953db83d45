// An order while it is put together: checks each piece, keeps the limits, merges lines, and writes
// down what it had to leave out. Broken limits are remembered and come out of Finish; a caller
// needs not ask in between.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/sentence.h"
#include "order/order_scalars.h"

namespace afterglow {

class OrderDraft {
 public:
  // Fills `order`, a new one, which must outlive the draft.
  OrderDraft(std::string_view format, JsonValue source, Order& order)
      : order_(order), source_(source) {
    order_.format = format;
  }
  // What is read; for rules that need to look beyond the piece at hand.
  JsonValue source() const { return source_; }

  void SetId(JsonValue id) { order_.order_id = ShortText(id, "order_id"); }
  void SetCurrency(JsonValue code);
  void SetPlacedAt(JsonValue time);
  void SetLocale(JsonValue locale);
  void SetCountry(JsonValue country);
  // An e-mail address is personal data and not taken for an id.
  void SetCustomerId(JsonValue id);
  void SetCustomerOrders(JsonValue count);
  // An order that was taken back is none: kBadOrder when `status` is one of the `undone` words
  // (bars between).
  void RefuseWhen(JsonValue status, const char* field, std::string_view undone);

  // Whether `lines` is there, a list within the limit or a single object. `path` is where it was
  // found; its last key names the lines in notes and errors.
  bool BeginLines(JsonValue lines, std::string_view path);
  void NextLine() { ++line_; }
  // Money of the current line, or of the order before the first. What is there but cannot be read,
  // or is said to be in another `currency` than the order's, gives nothing and a note.
  std::optional<std::int64_t> Price(JsonValue price, const char* field, JsonValue currency = {});
  // The same from text that a reader put together.
  std::optional<std::int64_t> PriceText(std::string_view text, const char* field);
  // The current line. Leaves it out, with a note, when it has no SKU, no quantity or a negative
  // price. Lines of one SKU become one.
  void AddLine(JsonValue sku, std::optional<Quantity> quantity,
               std::optional<std::int64_t> unit_price);
  void SkipLine(const char* why);

  // "<place>.<field> <rest>", one sentence.
  void Note(const char* field, const char* rest);
  // The first failure counts.
  void Fail(ErrorCode code, Sentence& message, std::uint64_t offset);
  // For SKUs and ids: trimmed, without Shopify's "gid://shopify/Order/" in front; one longer than
  // kLongestSku is a failure, one with control characters is taken for missing.
  std::string_view ShortText(JsonValue value, const char* field);

  Order& order() { return order_; }
  // The first failure, if there was one; a purchase without a line is kBadOrder.
  Status Finish();

 private:
  std::string Place(const char* field) const;

  Order& order_;
  JsonValue source_;
  std::string_view list_;
  std::size_t line_ = 0;  // counted from 1; 0 before the first
  std::uint64_t lines_offset_ = 0;
  Error error_;
};

}  // namespace afterglow
