// strlen and memchr, byte by byte: the C library's go by words, which pays for longer texts than
// those of an order.
#include <cstddef>
#include <cstring>

extern "C" {

std::size_t strlen(const char* text) {
  std::size_t size = 0;
  while (text[size] != 0) ++size;
  return size;
}

void* memchr(const void* memory, int wanted, std::size_t size) {
  const auto* at = static_cast<const unsigned char*>(memory);
  for (; size > 0; --size, ++at) {
    if (*at == static_cast<unsigned char>(wanted)) return const_cast<unsigned char*>(at);
  }
  return nullptr;
}
}  // extern "C"
