// Memory for entries that need no construction, kept from query to query. What stands in it may be
// anything.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>

namespace afterglow {

template <typename Entry>
class Room {
 public:
  // Makes it hold `size` entries, and when it has to grow twice as many, so that it rarely has to.
  // Only the first `kept` stay as they are.
  void Reserve(std::size_t size, std::size_t kept = 0) {
    if (size <= size_) return;
    size_ = 2 * size;
    std::unique_ptr<Entry[]> larger(new Entry[size_]);  // NOLINT: std::make_unique clears it
    std::copy_n(entries_.get(), kept, larger.get());
    entries_ = std::move(larger);
  }

  Entry& operator[](std::size_t i) { return entries_[i]; }
  Entry* data() { return entries_.get(); }
  const Entry* data() const { return entries_.get(); }
  std::span<Entry> first(std::size_t count) { return {entries_.get(), count}; }

 private:
  std::unique_ptr<Entry[]> entries_;
  std::size_t size_ = 0;
};

}  // namespace afterglow
