// Which scores reach a least one, sixteen at a time: in wasm with simd128, natively with SSE2, else
// one by one. The only place in this folder that knows the instruction set.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace afterglow {

// Bit i is set when scores[i] is `least` or more, for i from 0 to 15.
#if defined(__wasm_simd128__)

inline std::uint32_t ReachSixteen(const float* scores, float least) {
  const v128_t from = wasm_f32x4_splat(least);
  const auto four = [&](std::size_t i) { return wasm_f32x4_ge(wasm_v128_load(scores + i), from); };
  return wasm_i8x16_bitmask(wasm_i8x16_narrow_i16x8(wasm_i16x8_narrow_i32x4(four(0), four(4)),
                                                    wasm_i16x8_narrow_i32x4(four(8), four(12))));
}

#elif defined(__SSE2__)

inline std::uint32_t ReachSixteen(const float* scores, float least) {
  const __m128 from = _mm_set1_ps(least);
  const auto four = [&](std::size_t i) {
    return _mm_castps_si128(_mm_cmpge_ps(_mm_loadu_ps(scores + i), from));
  };
  return static_cast<std::uint32_t>(_mm_movemask_epi8(
      _mm_packs_epi16(_mm_packs_epi32(four(0), four(4)), _mm_packs_epi32(four(8), four(12)))));
}

#else

inline std::uint32_t ReachSixteen(const float* scores, float least) {
  std::uint32_t reached = 0;
  for (std::uint32_t i = 0; i < 16; ++i) reached |= (scores[i] >= least ? 1U : 0U) << i;
  return reached;
}

#endif

}  // namespace afterglow
