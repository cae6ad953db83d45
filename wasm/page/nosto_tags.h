// Collects Nosto's order tagging: a hidden element of class nosto_purchase_order whose parts say by
// their class what their text is. The payload it becomes is the one order readers know:
//
//   {"nosto":{"order_number":"1001","lines":[{"product_id":"406","quantity":"1",
//     "unit_price":"49.90","price_currency_code":"EUR"}]}}
//
// Only these parts are taken: the buyer's name and address beside them are not.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "page/open_elements.h"
#include "page/page_scanner.h"

namespace afterglow {

class NostoTags {
 public:
  // An element opened and stays open. The end of what matters becomes watched.
  void Opened(const Tag& tag, OpenElement& element) {
    if (order_ != 0 || (tag.first_letters() & Tag::FirstLetterBit('c')) != 0) Look(tag, element);
  }
  void Text(std::string_view piece);
  // A watched element closed, `end` just behind the tag that closed it. True when that made a
  // payload.
  bool Closed(const OpenElement& element, std::uint64_t end);
  bool wants_text() const { return part_ != 0; }

  PayloadFound Take();

 private:
  static constexpr std::size_t kParts = 5;  // the order's number, then a line's four

  void Look(const Tag& tag, OpenElement& element);
  void Keep();

  // Serials of the open elements, 0 for none.
  std::uint32_t order_ = 0, line_ = 0, part_ = 0;
  std::size_t part_index_ = 0;
  std::uint64_t begin_ = 0, end_ = 0;
  std::string text_;
  std::string number_;
  std::array<std::string, kParts> values_;
  std::vector<std::array<std::string, kParts>> lines_;
};

}  // namespace afterglow
