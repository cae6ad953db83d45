// Bits in bytes, lowest bit first: bit i of the stream is bit i % 8 of byte i / 8.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "base/bytes.h"

namespace afterglow {

// Fields of this many bits can be read from any position with one load.
inline constexpr unsigned kWidestField = 57;
// Bytes after the last bit, so that such a load stays inside.
inline constexpr std::size_t kBitPadding = 8;

class BitWriter {
 public:
  // Precondition: width ≤ 64 and value < 2^width.
  void Put(std::uint64_t value, unsigned width) {
    for (unsigned done = 0; done < width;) {
      const auto at = static_cast<unsigned>(size_ % 8);
      if (at == 0) bytes_.push_back(0);
      const unsigned taken = width - done < 8 - at ? width - done : 8 - at;
      const std::uint64_t part = (value >> done) & ((1U << taken) - 1);
      bytes_.back() = static_cast<std::uint8_t>(bytes_.back() | (part << at));
      done += taken;
      size_ += taken;
    }
  }
  std::uint64_t size() const { return size_; }  // bits
  // With kBitPadding zeros at the end.
  std::vector<std::uint8_t> Take() {
    bytes_.insert(bytes_.end(), kBitPadding, 0);
    return std::move(bytes_);
  }

 private:
  std::vector<std::uint8_t> bytes_;
  std::uint64_t size_ = 0;
};

// The bits from `bit` on, at least kWidestField of them valid. Precondition: the eight bytes from
// bit / 8 on are there.
inline std::uint64_t BitsAt(const std::uint8_t* bytes, std::uint64_t bit) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes + bit / 8, sizeof(word));
  return word >> (bit % 8);
}

// The same; false near or past the end.
inline bool LoadBits(Bytes bytes, std::uint64_t bit, std::uint64_t& word) {
  if (bit / 8 + 8 > bytes.size()) return false;
  word = BitsAt(bytes.data(), bit);
  return true;
}

// The same downwards: the bits before `end`, the last of them highest.
inline bool LoadBitsBefore(Bytes bytes, std::uint64_t end, std::uint64_t& word) {
  const std::uint64_t after = (end + 7) >> 3U;
  if (after < 8 || after > bytes.size()) return false;
  std::memcpy(&word, bytes.data() + after - 8, 8);
  word <<= (8 * after - end) & 7U;
  return true;
}

// Precondition: count < 64.
inline std::uint64_t LowBits(std::uint64_t word, unsigned count) {
  return word & ((std::uint64_t{1} << count) - 1);
}

// The number in two's complement in the lowest `count` bits, 1 to 64 of them, as 64 bits.
inline std::uint64_t SignedField(std::uint64_t word, unsigned count) {
  return static_cast<std::uint64_t>(static_cast<std::int64_t>(word << (64 - count)) >>
                                    (64 - count));
}

// Field `index` of a packed array of `width` bits each, at most kWidestField; 0 past the end.
inline std::uint64_t NarrowField(Bytes bytes, std::uint64_t index, unsigned width) {
  std::uint64_t word = 0;
  return LoadBits(bytes, index * width, word) ? LowBits(word, width) : 0;
}

// The same of at most 64 bits.
inline std::uint64_t PackedField(Bytes bytes, std::uint64_t index, unsigned width) {
  if (width <= kWidestField) return NarrowField(bytes, index, width);
  std::uint64_t word = 0, high = 0;
  if (!LoadBits(bytes, index * width, word) || !LoadBits(bytes, index * width + 32, high)) return 0;
  return LowBits(word, 32) | (LowBits(high, width - 32) << 32U);
}

// Bytes of a packed array of `count` fields, padding included.
inline std::uint64_t PackedSize(std::uint64_t count, unsigned width) {
  return (count * width + 7) / 8 + kBitPadding;
}

// Bits that hold every value up to and including `most`.
inline unsigned WidthOf(std::uint64_t most) { return static_cast<unsigned>(std::bit_width(most)); }

}  // namespace afterglow
