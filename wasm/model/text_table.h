// Many short texts, compressed, each read on its own.
//
// A symbol table learned from the texts (after Boncz, Neumann and Leis, "FSST", VLDB 2020, with
// longer symbols) gives one byte to each frequent piece. One code stands for a text that the reader
// knows already: the SKU of the card, which shops like to put into URLs.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "model/section_reader.h"
#include "model/start_table.h"

namespace afterglow {

inline constexpr std::size_t kLongestStoredText = 65535;  // bytes

class TextTable {
 public:
  static constexpr std::size_t kMostCodes = 254;
  static constexpr std::size_t kLongestSymbol = 64;
  static constexpr std::uint8_t kOwnText = 254;  // stands for the text the reader knows
  static constexpr std::uint8_t kLiteral = 255;  // the next byte stands for itself

  // `own`: what kOwnText stands for in each text; or empty: it is not used.
  // Precondition: no text is longer than kLongestStoredText.
  static std::vector<std::uint8_t> Write(std::span<const std::string_view> texts,
                                         std::span<const std::string_view> own);
  // Becomes the table of `count` texts that `reader` stands before.
  void Take(SectionReader& reader, std::uint64_t count);

  // Whether text `index` is this one. Precondition: kOwnText is not used.
  bool Equals(std::uint64_t index, std::string_view text) const;
  // Empty when damaged or out of range.
  std::string Text(std::uint64_t index, std::string_view own = {}) const;

 private:
  template <typename Take>
  void Decode(std::uint64_t index, std::string_view own, Take take) const;

  std::uint64_t count_ = 0;
  std::size_t symbol_count_ = 0;
  std::array<std::uint16_t, kMostCodes + 1> symbol_start_ = {};
  Bytes symbols_, codes_;
  StartTable starts_;
};

}  // namespace afterglow
