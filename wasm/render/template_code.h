// The compact code a Mustache template compiles to: what template_compiler.h writes and template.h
// runs. Section "TMPL", little-endian:
//   u16 version (1), u16 templates, u16 names, u16 0
//   templates   [u32 name offset, u32 name size, u32 code offset, u32 code size]
//   names       [u32 offset, u32 size]
//   the bytes they point to, by offset in the section
// Code is a row of operations. "n" is an unsigned LEB128 number of at most 32 bits; a path is n
// names, each n, none for {{.}}.
#pragma once

#include <cstdint>

namespace afterglow {

inline constexpr std::uint16_t kTemplateVersion = 1;
inline constexpr std::uint64_t kTemplateHeaderSize = 8, kTemplateEntrySize = 16, kNameEntrySize = 8;

enum class TemplateOp : std::uint8_t {
  kLiteral = 1,   // n, that many bytes
  kValue = 2,     // Escape, path
  kSection = 3,   // path, n, that many bytes of code
  kInverted = 4,  // path, n, that many bytes of code
  kPartial = 5,   // template number n, n bytes of indentation
};

}  // namespace afterglow
