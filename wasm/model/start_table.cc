#include "model/start_table.h"

#include <algorithm>
#include <array>

namespace afterglow {
namespace {

struct Header {
  std::uint32_t usual;  // length
  std::uint8_t width;   // of an offset; 0: all records are of the usual length, no blocks follow
  std::uint8_t base_width;  // of a base, with its sign
  std::uint16_t zero;
};
// Two offsets fit one load.
constexpr unsigned kWidest = kWidestField / 2, kWidestBase = 40;

constexpr std::uint64_t kOffsetsPerBlock = StartTable::kRecordsPerBlock + 1;
static_assert(2 * kOffsetsPerBlock * StartTable::kLongestRecord < std::uint64_t{1} << kWidest);

// The same bits below the sign: of -1 as of 0, of -2 as of 1.
std::uint64_t Magnitude(std::int64_t number) {
  return static_cast<std::uint64_t>(number < 0 ? ~number : number);
}

std::uint64_t BlockCount(std::uint64_t records) {
  return (records + StartTable::kRecordsPerBlock - 1) / StartTable::kRecordsPerBlock;
}

}  // namespace

std::vector<std::uint8_t> StartTable::Write(std::span<const std::uint64_t> lengths) {
  std::uint64_t total = 0;
  bool equal = true;
  for (const std::uint64_t length : lengths) {
    total += length;
    equal = equal && length == lengths[0];
  }
  const std::uint64_t usual = lengths.empty() ? 0 : total / lengths.size();
  std::vector<std::int64_t> bases;
  std::vector<std::uint64_t> offsets;
  std::int64_t ahead = 0;  // the start less the usual one
  std::uint64_t widest = 1, widest_base = 0;
  for (std::uint64_t block = 0; block < BlockCount(lengths.size()); ++block) {
    std::array<std::int64_t, kOffsetsPerBlock> of = {};
    for (std::size_t i = 0; i < kOffsetsPerBlock; ++i) {
      of[i] = ahead;
      const std::uint64_t record = block * kRecordsPerBlock + i;
      if (i == kRecordsPerBlock || record >= lengths.size()) continue;
      ahead += static_cast<std::int64_t>(lengths[static_cast<std::size_t>(record)] - usual);
    }
    bases.push_back(*std::min_element(of.begin(), of.end()));
    widest_base = std::max(widest_base, Magnitude(bases.back()));
    for (const std::int64_t place : of) {
      offsets.push_back(static_cast<std::uint64_t>(place - bases.back()));
      widest = std::max(widest, offsets.back());
    }
  }
  Header header = {static_cast<std::uint32_t>(usual), 0, 0, 0};
  if (!equal) {
    header.width = static_cast<std::uint8_t>(WidthOf(widest));
    header.base_width = static_cast<std::uint8_t>(1 + WidthOf(widest_base));
  }
  std::vector<std::uint8_t> out;
  Append(out, header);
  if (equal) return out;
  BitWriter packed;
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    if (i % kOffsetsPerBlock == 0) {
      const auto base = static_cast<std::uint64_t>(bases[i / kOffsetsPerBlock]);
      packed.Put(LowBits(base, header.base_width), header.base_width);
    }
    packed.Put(offsets[i], header.width);
  }
  const std::vector<std::uint8_t> bytes = packed.Take();
  out.insert(out.end(), bytes.begin(), bytes.end());
  return out;
}

void StartTable::Take(SectionReader& reader, std::uint64_t count) {
  const auto header = reader.Take<Header>();
  reader.Require(header.width <= kWidest && header.base_width <= kWidestBase);
  reader.Require(header.width == 0 || header.base_width > 0);
  usual_ = header.usual;
  width_ = header.width;
  base_width_ = header.base_width;
  block_width_ = base_width_ + static_cast<unsigned>(kOffsetsPerBlock) * width_;
  if (width_ > 0) reader.TakeInto(blocks_, PackedSize(BlockCount(count), block_width_));
}

}  // namespace afterglow
