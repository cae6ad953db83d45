#include "model/text_table.h"

namespace afterglow {

// u32 bytes of codes, u8 symbols, u8 length of each symbol, the symbols, where the texts
// start, the codes.
void TextTable::Take(SectionReader& reader, std::uint64_t count) {
  const auto code_bytes = reader.Take<std::uint32_t>();
  count_ = count;
  symbol_count_ = reader.Take<std::uint8_t>();
  reader.Require(symbol_count_ <= kMostCodes);
  const Bytes symbol_lengths = reader.Take(symbol_count_);
  for (std::size_t s = 0; s < symbol_lengths.size(); ++s) {
    const unsigned length = symbol_lengths[s];
    reader.Require(length > 0 && length <= kLongestSymbol);
    symbol_start_[s + 1] = static_cast<std::uint16_t>(symbol_start_[s] + length);
  }
  reader.TakeInto(symbols_, symbol_start_[symbol_lengths.size()]);
  starts_.Take(reader, count);
  reader.TakeInto(codes_, code_bytes);
}

// Calls take(piece) until it returns false or the text ends.
template <typename Take>
void TextTable::Decode(std::uint64_t index, std::string_view own, Take take) const {
  if (index >= count_) return;
  const auto [from, to] = starts_.Of(index);
  if (from > to || to > codes_.size()) return;
  const std::uint8_t *code = codes_.data() + from, *end = codes_.data() + to;
  const auto* symbols = reinterpret_cast<const char*>(symbols_.data());
  for (; code < end; ++code) {
    std::string_view piece;
    if (*code < symbol_count_) {
      const std::size_t start = symbol_start_[*code];
      piece = {symbols + start, symbol_start_[*code + 1U] - start};
    } else if (*code == kOwnText) {
      piece = own;
    } else if (*code == kLiteral && code + 1 < end) {
      piece = {reinterpret_cast<const char*>(++code), 1};
    }
    if (!take(piece)) return;
  }
}

bool TextTable::Equals(std::uint64_t index, std::string_view text) const {
  if (index >= count_) return false;
  const auto [from, to] = starts_.Of(index);
  if (from > to || to > codes_.size()) return false;
  const std::uint8_t *code = codes_.data() + from, *const end = codes_.data() + to;
  std::size_t at = 0;
  for (; code < end; ++code) {
    const std::uint8_t *piece = code + 1, *piece_end = piece + 1;
    if (*code < symbol_count_) {
      piece = symbols_.data() + symbol_start_[*code];
      piece_end = symbols_.data() + symbol_start_[*code + 1U];
    } else if (*code == kLiteral && piece < end) {
      ++code;
    } else {
      continue;
    }
    if (static_cast<std::size_t>(piece_end - piece) > text.size() - at) return false;
    for (; piece < piece_end; ++piece, ++at) {
      if (*piece != static_cast<std::uint8_t>(text[at])) return false;
    }
  }
  return at == text.size();
}

std::string TextTable::Text(std::uint64_t index, std::string_view own) const {
  std::string text;
  Decode(index, own, [&](std::string_view piece) {
    text += piece;
    return text.size() <= kLongestStoredText;
  });
  return text;
}

}  // namespace afterglow
