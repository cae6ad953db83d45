#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <random>
#include <vector>

#include "libc/block_heap.h"

namespace afterglow {
namespace {

constexpr std::size_t kPage = 4096;

// A heap over memory that can be extended up to `pages`.
class Heap {
 public:
  explicit Heap(std::size_t pages) : memory_(pages * kPage / sizeof(Unit)), pages_(pages) {}

  void* Allocate(std::size_t size) { return heap_.Allocate(size); }
  void Free(void* memory) { heap_.Free(memory); }
  bool Extend() {
    if (extended_ == pages_) return false;
    heap_.Extend(reinterpret_cast<std::byte*>(memory_.data()) + extended_ * kPage, kPage);
    ++extended_;
    return true;
  }
  void* AllocateExtending(std::size_t size) {
    for (;;) {
      void* const memory = Allocate(size);
      if (memory != nullptr || !Extend()) return memory;
    }
  }

 private:
  struct alignas(BlockHeap::kAlignment) Unit {
    std::byte bytes[BlockHeap::kAlignment];
  };
  std::vector<Unit> memory_;
  std::size_t pages_, extended_ = 0;
  BlockHeap heap_;
};

struct Piece {
  std::uint8_t* at;
  std::size_t size;
  std::uint8_t mark;
};

bool Unchanged(const Piece& piece) {
  return std::all_of(piece.at, piece.at + piece.size,
                     [&](std::uint8_t byte) { return byte == piece.mark; });
}

TEST(BlockHeap, HasNothingBeforeItIsGivenMemory) {
  EXPECT_EQ(Heap(0).Allocate(1), nullptr);
  Heap heap(1);
  heap.Free(nullptr);
  EXPECT_EQ(heap.Allocate(0), nullptr);
  EXPECT_TRUE(heap.Extend());
  EXPECT_NE(heap.Allocate(0), nullptr);
}

TEST(BlockHeap, GivesMemoryThatNobodyElseHasWhateverIsAskedAndGivenBack) {
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    std::mt19937 random(seed);
    Heap heap(64);
    std::vector<Piece> pieces;
    const std::size_t largest = std::size_t{1} << (3 + random() % 13);
    for (int step = 0; step < 4000; ++step) {
      // Rising, then falling, then in between.
      const std::uint32_t give_back = step < 1000 ? 30 : step < 2000 ? 70 : 50;
      if (!pieces.empty() && random() % 100 < give_back) {
        std::swap(pieces[random() % pieces.size()], pieces.back());
        ASSERT_TRUE(Unchanged(pieces.back()));
        heap.Free(pieces.back().at);
        pieces.pop_back();
        continue;
      }
      const Piece piece = {nullptr, random() % largest, static_cast<std::uint8_t>(step)};
      void* const at = heap.AllocateExtending(piece.size);
      if (at == nullptr) continue;
      ASSERT_EQ(reinterpret_cast<std::uintptr_t>(at) % BlockHeap::kAlignment, 0U);
      std::memset(at, piece.mark, piece.size);
      pieces.push_back({static_cast<std::uint8_t*>(at), piece.size, piece.mark});
    }
    for (const Piece& piece : pieces) {
      ASSERT_TRUE(Unchanged(piece));
      heap.Free(piece.at);
    }
    while (heap.Extend()) continue;
    // All of it is one block again, but for two headers.
    EXPECT_NE(heap.Allocate(64 * kPage - 2 * BlockHeap::kAlignment), nullptr) << "seed " << seed;
  }
}

TEST(BlockHeap, DividesALargeBlockThatWasGivenBack) {
  Heap heap(16);
  void* const large = heap.AllocateExtending(15 * kPage);
  ASSERT_NE(large, nullptr);
  while (heap.Extend()) continue;
  heap.Free(large);
  std::size_t small = 0;
  while (heap.Allocate(100) != nullptr) ++small;
  EXPECT_GT(small, 16 * kPage / 140);
}

TEST(BlockHeap, JoinsWhatIsGivenBackInAnyOrder) {
  std::vector<int> order = {0, 1, 2, 3};
  do {
    Heap heap(1);
    heap.Extend();
    std::vector<void*> quarters;
    for (std::size_t i = 0; i < order.size(); ++i) quarters.push_back(heap.Allocate(kPage / 5));
    EXPECT_EQ(heap.Allocate(kPage / 2), nullptr);
    for (const int i : order) heap.Free(quarters[static_cast<std::size_t>(i)]);
    EXPECT_NE(heap.Allocate(kPage - 2 * BlockHeap::kAlignment), nullptr);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(BlockHeap, RefusesSizesThatNoMemoryHas) {
  Heap heap(2);
  heap.Extend();
  for (const std::size_t size : {SIZE_MAX, SIZE_MAX - 8, SIZE_MAX / 2, SIZE_MAX / 2 + 1, kPage}) {
    EXPECT_EQ(heap.Allocate(size), nullptr) << size;
  }
  EXPECT_NE(heap.Allocate(kPage / 2), nullptr);
}

}  // namespace
}  // namespace afterglow
