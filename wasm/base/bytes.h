// Little-endian integers in byte spans, every read bounds-checked.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace afterglow {

static_assert(std::endian::native == std::endian::little, "files are read in place");

using Bytes = std::span<const std::uint8_t>;

// std::bit_cast, which Emscripten's library does not have yet.
template <typename To, typename From>
requires(sizeof(To) == sizeof(From) && std::is_trivially_copyable_v<To> &&
         std::is_trivially_copyable_v<From>) constexpr To BitCast(const From& from) {
  return __builtin_bit_cast(To, from);
}

inline Bytes AsBytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view AsText(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// The trivially copyable value at `offset`, or nothing when it would reach past the end.
template <typename T>
requires std::is_trivially_copyable_v<T> std::optional<T> ReadAt(Bytes bytes, std::size_t offset) {
  if (offset > bytes.size() || bytes.size() - offset < sizeof(T)) return std::nullopt;
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}

// bytes[offset, offset + length), or nothing when any of it lies outside.
std::optional<Bytes> Slice(Bytes bytes, std::uint64_t offset, std::uint64_t length);

template <typename T>
requires std::is_trivially_copyable_v<T>
void Append(std::vector<std::uint8_t>& out, const T& value) {
  const std::size_t at = out.size();
  out.resize(at + sizeof(T));
  std::memcpy(out.data() + at, &value, sizeof(T));
}

inline void AppendText(std::vector<std::uint8_t>& out, std::string_view text) {
  out.insert(out.end(), text.begin(), text.end());
}

}  // namespace afterglow
