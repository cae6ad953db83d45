#include "libc/block_heap.h"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace afterglow {

// `before` and `size` stand in front of the memory that is given out; the rest, in a free block
// alone, where that memory would be.
struct BlockHeap::Block {
  Block* before;     // null: this is the first
  std::size_t size;  // bytes, all included; kUsed more when it is given out
  Block* next;       // in the list of its size
  Block** from;      // what points to it there
};

namespace {

constexpr std::size_t kUsed = 1;

}  // namespace

BlockHeap::Block* BlockHeap::After(Block* block) {
  return reinterpret_cast<Block*>(reinterpret_cast<std::byte*>(block) + (block->size & ~kUsed));
}

std::size_t BlockHeap::ListOf(std::size_t size) {
  return static_cast<std::size_t>(std::bit_width(size)) - 1;
}

void BlockHeap::Link(Block* block) {
  Block** const from = &free_[ListOf(block->size)];
  block->next = *from;
  block->from = from;
  if (block->next != nullptr) block->next->from = &block->next;
  *from = block;
}

void BlockHeap::Unlink(Block* block) {
  *block->from = block->next;
  if (block->next != nullptr) block->next->from = block->from;
}

// The header at the end becomes that of a block, and another one ends the memory.
void BlockHeap::Extend(void* begin, std::size_t size) {
  auto* block = static_cast<Block*>(begin);
  if (end_ != nullptr) {
    block = end_;
  } else {
    block->before = nullptr;
    size -= kAlignment;
  }
  block->size = size;
  end_ = After(block);
  end_->size = kUsed;
  Free(&block->next);
}

void* BlockHeap::Allocate(std::size_t size) {
  if (size > PTRDIFF_MAX) return nullptr;
  const std::size_t needed =
      std::max((size + 2 * kAlignment - 1) & ~(kAlignment - 1), sizeof(Block));
  for (std::size_t list = ListOf(needed); list < kLists; ++list) {
    for (Block* block = free_[list]; block != nullptr; block = block->next) {
      if (block->size < needed) continue;
      Unlink(block);
      Block* const end = After(block);
      if (block->size - needed >= sizeof(Block)) {
        Block* const rest = reinterpret_cast<Block*>(reinterpret_cast<std::byte*>(block) + needed);
        rest->before = block;
        rest->size = block->size - needed;
        end->before = rest;
        Link(rest);
        block->size = needed;
      }
      block->size += kUsed;
      return &block->next;
    }
  }
  return nullptr;
}

void BlockHeap::Free(void* memory) {
  if (memory == nullptr) return;
  auto* block = reinterpret_cast<Block*>(static_cast<std::byte*>(memory) - kAlignment);
  block->size &= ~kUsed;
  Block* const after = After(block);
  if ((after->size & kUsed) == 0) {
    Unlink(after);
    block->size += after->size;
  }
  if (Block* const before = block->before; before != nullptr && (before->size & kUsed) == 0) {
    Unlink(before);
    before->size += block->size;
    block = before;
  }
  After(block)->before = block;
  Link(block);
}

}  // namespace afterglow
