#include "model/integer_column.h"

#include <algorithm>

#include "model/bit_stream.h"

namespace afterglow {
namespace {

struct Header {
  std::uint32_t distinct;    // values in the dictionary; 0: none, the fields are the values
  std::uint8_t width;        // of a value
  std::uint8_t index_width;  // of an index
  std::uint16_t zero;
};

std::vector<std::uint8_t> Pack(std::span<const std::uint64_t> values, unsigned width) {
  BitWriter bits;
  for (const std::uint64_t value : values) bits.Put(value, width);
  return bits.Take();
}

}  // namespace

std::vector<std::uint8_t> IntegerColumn::Write(std::span<const std::uint64_t> values) {
  std::vector<std::uint64_t> distinct(values.begin(), values.end());
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  Header header = {};
  header.width = static_cast<std::uint8_t>(WidthOf(distinct.empty() ? 0 : distinct.back()));
  // One distinct value needs an index of one bit too: 0 bits stand for "no dictionary".
  const unsigned index_width = std::max(1U, WidthOf(distinct.size()));
  const std::uint64_t plain = PackedSize(values.size(), header.width);
  const std::uint64_t indexed =
      PackedSize(distinct.size(), header.width) + PackedSize(values.size(), index_width);
  std::vector<std::uint8_t> out;
  if (plain <= indexed) {
    Append(out, header);
    const std::vector<std::uint8_t> fields = Pack(values, header.width);
    out.insert(out.end(), fields.begin(), fields.end());
    return out;
  }
  header.distinct = static_cast<std::uint32_t>(distinct.size());
  header.index_width = static_cast<std::uint8_t>(index_width);
  Append(out, header);
  std::vector<std::uint64_t> indexes;
  for (const std::uint64_t value : values) {
    indexes.push_back(static_cast<std::uint64_t>(
        std::lower_bound(distinct.begin(), distinct.end(), value) - distinct.begin()));
  }
  for (const auto& part : {Pack(distinct, header.width), Pack(indexes, index_width)}) {
    out.insert(out.end(), part.begin(), part.end());
  }
  return out;
}

void IntegerColumn::Take(SectionReader& reader, std::uint64_t count) {
  const auto header = reader.Take<Header>();
  reader.Require(header.width <= 64 && header.index_width <= 32);
  width_ = header.width;
  index_width_ = header.index_width;
  distinct_ = header.distinct;
  if (index_width_ > 0) reader.TakeInto(dictionary_, PackedSize(distinct_, width_));
  reader.TakeInto(fields_, PackedSize(count, index_width_ > 0 ? index_width_ : width_));
}

std::uint64_t IntegerColumn::operator[](std::uint64_t index) const {
  if (index_width_ == 0) return PackedField(fields_, index, width_);
  const std::uint64_t at = PackedField(fields_, index, index_width_);
  return at < distinct_ ? PackedField(dictionary_, at, width_) : 0;
}

}  // namespace afterglow
