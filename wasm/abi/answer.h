// The answer of a handle: its bytes, and the AgResponse that points to them.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "abi/scorer_abi.h"
#include "base/result.h"

class AgAnswer {
 public:
  // What a null handle answers.
  static constexpr auto kBadCall = static_cast<std::uint32_t>(afterglow::ErrorCode::kBadArgument);

  std::uint32_t Give(std::string&& bytes);
  std::uint32_t Fail(const afterglow::Error& error);
  const AgResponse* response() const { return &response_; }

 private:
  AgResponse response_ = {0, 0, nullptr};
  std::string bytes_;
};

// Text that JavaScript passed in; null is empty.
inline std::string_view PassedText(const char* text, std::uint32_t size) {
  return text == nullptr ? std::string_view() : std::string_view(text, size);
}

// As JavaScript reads it from memory: little-endian, with padding.
template <typename T>
void AppendRaw(std::string& out, const T& value) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  out.append(bytes, sizeof(T));
}
