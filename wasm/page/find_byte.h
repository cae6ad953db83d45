// Finds the next interesting byte, sixteen at a time: in wasm with simd128, natively with SSE2,
// else one by one. The only place in this folder that knows the instruction set.
#pragma once

#include <bit>
#include <cstdint>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace afterglow {

#if defined(__wasm_simd128__)

// Bit i is set when at[i] is one of the wanted bytes, for i from 0 to 15.
template <typename... Wanted>
inline std::uint32_t MatchSixteen(const char* at, Wanted... wanted) {
  const v128_t block = wasm_v128_load(at);
  v128_t hits = wasm_i8x16_const_splat(0);
  ((hits = wasm_v128_or(hits,
                        wasm_i8x16_eq(block, wasm_i8x16_splat(static_cast<std::int8_t>(wanted))))),
   ...);
  return wasm_i8x16_bitmask(hits);
}
// The same for bytes up to 0x20: spaces and control characters.
inline std::uint32_t MatchControls(const char* at) {
  return wasm_i8x16_bitmask(wasm_u8x16_le(wasm_v128_load(at), wasm_i8x16_const_splat(0x20)));
}
inline constexpr bool kSixteenAtOnce = true;

#elif defined(__SSE2__)

template <typename... Wanted>
inline std::uint32_t MatchSixteen(const char* at, Wanted... wanted) {
  const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  __m128i hits = _mm_setzero_si128();
  ((hits = _mm_or_si128(hits, _mm_cmpeq_epi8(block, _mm_set1_epi8(wanted)))), ...);
  return static_cast<std::uint32_t>(_mm_movemask_epi8(hits));
}
// The same for bytes up to 0x20: spaces and control characters.
inline std::uint32_t MatchControls(const char* at) {
  const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const __m128i space = _mm_set1_epi8(0x20);
  return static_cast<std::uint32_t>(
      _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_max_epu8(block, space), space)));
}
inline constexpr bool kSixteenAtOnce = true;

#else

template <typename... Wanted>
inline std::uint32_t MatchSixteen(const char*, Wanted...) {
  return 0;
}
inline std::uint32_t MatchControls(const char*) { return 0; }
inline constexpr bool kSixteenAtOnce = false;

#endif

// The first of [at, end) that is one of the wanted bytes, or `end`.
template <typename... Wanted>
inline const char* FindByte(const char* at, const char* end, Wanted... wanted) {
  if constexpr (kSixteenAtOnce) {
    for (; end - at >= 16; at += 16) {
      const std::uint32_t hits = MatchSixteen(at, wanted...);
      if (hits != 0) return at + std::countr_zero(hits);
    }
  }
  while (at != end && !((*at == wanted) || ...)) ++at;
  return at;
}

}  // namespace afterglow
