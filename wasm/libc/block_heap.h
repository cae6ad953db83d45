// Divides memory into blocks and takes them back, as malloc and free need it, with little code.
//
//   BlockHeap heap;                      // has nothing yet
//   heap.Extend(begin, size);            // at first, and when Allocate finds no room
//   void* memory = heap.Allocate(40);    // null: no block is large enough
//   heap.Free(memory);
//
// Every block knows its size and the block before it, so that what is given back joins its free
// neighbours. Free blocks stand in lists by the power of two that their size reaches; the first
// that is large enough is taken, and what it has too much becomes a free block again.
#pragma once

#include <array>
#include <cstddef>

namespace afterglow {

class BlockHeap {
 public:
  // Of what Allocate gives, and of all that Extend takes.
  static constexpr std::size_t kAlignment = 2 * sizeof(void*);

  // `begin`: where the memory ends that the heap has, or anywhere, at first. Two multiples of
  // kAlignment.
  void Extend(void* begin, std::size_t size);

  void* Allocate(std::size_t size);
  // What Allocate gave, or null.
  void Free(void* memory);

 private:
  struct Block;
  static constexpr std::size_t kLists = 8 * sizeof(std::size_t);

  static Block* After(Block* block);
  static std::size_t ListOf(std::size_t size);
  void Link(Block* block);
  static void Unlink(Block* block);

  std::array<Block*, kLists> free_ = {};  // [i] of sizes from 2^i on
  Block* end_ = nullptr;                  // a header alone, never free, behind the last block
};

}  // namespace afterglow
