#include "model/sha256.h"

#include <algorithm>
#include <array>

namespace afterglow {
namespace {

constexpr std::size_t kBlockSize = 64, kRounds = 64;

// The first 32 bits of the fraction of the cube root, by Newton's method from above.
constexpr std::uint32_t CubeRootFraction(unsigned number) {
  double root = number;
  for (int i = 0; i < 20; ++i) root = (2 * root + number / (root * root)) / 3;
  return static_cast<std::uint32_t>((root - static_cast<int>(root)) * 0x1p32);
}
static_assert(CubeRootFraction(2) == 0x428a2f98 && CubeRootFraction(311) == 0xc67178f2);

constexpr bool IsPrime(unsigned number) {
  for (unsigned divisor = 2; divisor * divisor <= number; ++divisor) {
    if (number % divisor == 0) return false;
  }
  return true;
}

using Constants = std::array<std::uint32_t, kRounds>;

// Of the first 64 primes: made when first needed, since no compression takes anything off them.
Constants MakeConstants() {
  Constants constants = {};
  unsigned prime = 2;
  for (std::uint32_t& constant : constants) {
    while (!IsPrime(prime)) ++prime;
    constant = CubeRootFraction(prime++);
  }
  return constants;
}

using State = std::array<std::uint32_t, 8>;

std::uint32_t BigEndian(const std::uint8_t* at) {
  std::uint32_t word = 0;
  std::memcpy(&word, at, sizeof(word));
  return __builtin_bswap32(word);
}

void TakeBlock(State& state, const std::uint8_t* block) {
  static const Constants kConstants = MakeConstants();
  std::array<std::uint32_t, kRounds> w = {};
  auto [a, b, c, d, e, f, g, h] = state;
  for (std::size_t t = 0; t < kRounds; ++t) {
    if (t < 16) {
      w[t] = BigEndian(block + 4 * t);
    } else {
      const std::uint32_t x = w[t - 15], y = w[t - 2];
      w[t] = w[t - 16] + w[t - 7] + (std::rotr(x, 7) ^ std::rotr(x, 18) ^ (x >> 3U)) +
             (std::rotr(y, 17) ^ std::rotr(y, 19) ^ (y >> 10U));
    }
    const std::uint32_t chosen = (e & f) ^ (~e & g), most = (a & b) ^ (a & c) ^ (b & c);
    const std::uint32_t first =
        h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + chosen + kConstants[t] + w[t];
    const std::uint32_t second = (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + most;
    h = g;
    g = f;
    f = e;
    e = d + first;
    d = c;
    c = b;
    b = a;
    a = first + second;
  }
  const State added = {a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < state.size(); ++i) state[i] += added[i];
}

}  // namespace

Sha256Hash Sha256(Bytes bytes) {
  // The same of the square roots of the first 8.
  State state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
  for (; bytes.size() >= kBlockSize; bytes = bytes.subspan(kBlockSize)) {
    TakeBlock(state, bytes.data());
  }
  // What is left, one bit, zeros, and the length in bits at the end of a block.
  std::array<std::uint8_t, 2 * kBlockSize> last = {};
  std::copy(bytes.begin(), bytes.end(), last.begin());
  last[bytes.size()] = 0x80;
  const std::size_t end = bytes.size() + 9 <= kBlockSize ? kBlockSize : 2 * kBlockSize;
  const std::uint64_t length = __builtin_bswap64(bits);
  std::memcpy(last.data() + end - sizeof(length), &length, sizeof(length));
  for (std::size_t at = 0; at < end; at += kBlockSize) TakeBlock(state, last.data() + at);
  Sha256Hash hash;  // NOLINT: filled below
  for (std::size_t i = 0; i < state.size(); ++i) {
    const std::uint32_t word = __builtin_bswap32(state[i]);
    std::memcpy(hash.data() + 4 * i, &word, sizeof(word));
  }
  return hash;
}

}  // namespace afterglow
