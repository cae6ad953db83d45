// The small things orders are made of, as shops write them: text here, numbers there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "order/json_tree.h"
#include "order/order.h"

namespace afterglow {

// How many of something, in ten-thousandths: shops sell 1.25 metres.
using Quantity = std::int64_t;
inline constexpr Quantity kOnePiece = 10000;

// Without the blanks around it.
std::string_view Trimmed(std::string_view text);
// What a name ends in: "Order" of "https://schema.org/Order", "schema:Order" and "Order".
std::string_view LastPart(std::string_view text);
// BCP 47 as far as it matters here, with hyphens; empty when it is no language tag.
std::string LanguageTag(std::string_view text);

// Decimal text or a JSON number ("19.90", 19.9, 1.0E7) in units of 10^-decimals, never through
// floating point.
std::optional<std::int64_t> ReadDecimal(std::string_view text, int decimals);
// Missing is one piece; what is not a number gives nothing.
std::optional<Quantity> ReadQuantity(JsonValue quantity);
// Takes what was refunded or cancelled off what was ordered.
void TakeOff(std::optional<Quantity>& left, JsonValue gone);
// The same for the "quantity" of every row that is about the line: rows stand under `rows` in each
// of `lists`, and name the line's id under `key`. `counts`, where there is one, says which do.
void TakeOffRows(std::optional<Quantity>& left, JsonValue line, JsonValue lists, const char* rows,
                 const char* key, bool (*counts)(JsonValue row) = nullptr);
// `amount` and what is there of `more`; nothing without an amount or beyond 53 bits.
std::optional<std::int64_t> Plus(std::optional<std::int64_t> amount,
                                 std::optional<std::int64_t> more);

}  // namespace afterglow
