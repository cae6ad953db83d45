// malloc and free of the module that browsers load. The only place that knows how a module's memory
// begins and grows.
#include <cstdint>
#include <cstdlib>

#include "libc/block_heap.h"

extern "C" std::byte __heap_base;  // NOLINT: the linker's, behind everything that has a place

namespace {

constexpr std::size_t kPage = 65536;

constinit afterglow::BlockHeap heap;
constinit std::byte* reached = nullptr;  // up to where the heap has the module's memory

// False at the module's ceiling.
bool Extend(std::size_t size) {
  std::byte* const begin = reached == nullptr ? &__heap_base : reached;
  if (reached != nullptr && __builtin_wasm_memory_grow(0, size / kPage + 1) == SIZE_MAX) {
    return false;
  }
  reached = reinterpret_cast<std::byte*>(__builtin_wasm_memory_size(0) * kPage);  // NOLINT
  heap.Extend(begin, static_cast<std::size_t>(reached - begin));
  return true;
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) {
  for (;;) {
    void* const memory = heap.Allocate(size);
    if (memory != nullptr || !Extend(size)) return memory;
  }
}

void free(void* memory) { heap.Free(memory); }
}  // extern "C"
