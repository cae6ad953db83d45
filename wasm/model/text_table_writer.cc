#include <algorithm>
#include <array>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "model/text_table.h"

namespace afterglow {
namespace {

constexpr int kRounds = 7;  // pieces at most double in each
// Symbols are learned from about so many bytes of text, spread evenly.
constexpr std::size_t kSampleBytes = 1U << 17U;

// The symbols, and the longest match at a place by its first byte.
class Symbols {
 public:
  explicit Symbols(std::vector<std::string> symbols) : symbols_(std::move(symbols)) {
    by_start_.resize(symbols_.size());
    std::iota(by_start_.begin(), by_start_.end(), std::size_t{0});
    std::sort(by_start_.begin(), by_start_.end(), [&](std::size_t a, std::size_t b) {
      const auto first = FirstByte(symbols_[a]), second = FirstByte(symbols_[b]);
      return first != second ? first < second : symbols_[a].size() > symbols_[b].size();
    });
    for (const std::string& symbol : symbols_) ++starts_[FirstByte(symbol) + 1U];
    std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
  }
  // The longest symbol `text` starts with; size() when there is none. Precondition: not empty.
  std::size_t Match(std::string_view text) const {
    const std::uint8_t first = FirstByte(text);
    for (std::size_t i = starts_[first]; i < starts_[first + 1U]; ++i) {
      const std::string& symbol = symbols_[by_start_[i]];
      // Mostly another one, from its second byte on: a call of memcmp would take longer.
      if (symbol.size() <= text.size() && std::equal(symbol.begin(), symbol.end(), text.begin())) {
        return by_start_[i];
      }
    }
    return symbols_.size();
  }
  const std::vector<std::string>& symbols() const { return symbols_; }

 private:
  static std::uint8_t FirstByte(std::string_view text) {
    return static_cast<std::uint8_t>(text[0]);
  }

  std::vector<std::string> symbols_;
  std::vector<std::size_t> by_start_;         // by first byte, then the longest first
  std::array<std::size_t, 257> starts_ = {};  // in by_start_, of each first byte
};

// Splits a text into what is coded on its own: pieces between occurrences of `own`.
// Calls piece(text) and known() in order.
template <typename Piece, typename Known>
void SplitAtOwn(std::string_view text, std::string_view own, Piece piece, Known known) {
  while (!text.empty()) {
    // A single byte is as short as its code.
    const std::size_t at = own.size() < 2 ? std::string_view::npos : text.find(own);
    piece(text.substr(0, at));
    if (at == std::string_view::npos) return;
    known();
    text.remove_prefix(at + own.size());
  }
}

// Calls take(symbol number or Symbols::size(), length) along the text.
template <typename Take>
void Along(const Symbols& symbols, std::string_view text, Take take) {
  while (!text.empty()) {
    const std::size_t s = symbols.Match(text);
    const std::size_t length = s < symbols.symbols().size() ? symbols.symbols()[s].size() : 1;
    take(s, text.substr(0, length));
    text.remove_prefix(length);
  }
}

// How often each symbol, byte and pair of adjacent ones occurs.
class PieceCounts {
 public:
  void Add(const Symbols& symbols, std::string_view piece) {
    std::size_t last = kNone;
    std::string_view before;
    Along(symbols, piece, [&](std::size_t s, std::string_view match) {
      const std::size_t code =
          s < symbols.symbols().size() ? s : kFirstByte + static_cast<std::uint8_t>(match[0]);
      Count(singles_, code, match);
      if (last != kNone && before.size() + match.size() <= TextTable::kLongestSymbol) {
        Count(pairs_, last * kCodes + code, {before.data(), before.size() + match.size()});
      }
      last = code;
      before = match;
    });
  }
  // By text: two pairs may read alike. Views into the pieces. Empties itself.
  std::unordered_map<std::string_view, std::uint64_t> Take() {
    std::unordered_map<std::string_view, std::uint64_t> counts;
    counts.reserve(found_.size());
    for (const Found& found : found_) counts[found.text] += std::exchange(*found.count, 0);
    found_.clear();
    return counts;
  }

 private:
  static constexpr std::size_t kFirstByte = TextTable::kMostCodes, kCodes = kFirstByte + 256;
  static constexpr std::size_t kNone = kCodes;
  struct Found {
    std::uint32_t* count;
    std::string_view text;
  };

  void Count(std::vector<std::uint32_t>& counts, std::size_t at, std::string_view text) {
    if (counts[at]++ == 0) found_.push_back({&counts[at], text});
  }

  std::vector<std::uint32_t> singles_ = std::vector<std::uint32_t>(kCodes, 0);
  std::vector<std::uint32_t> pairs_ = std::vector<std::uint32_t>(kCodes * kCodes, 0);
  std::vector<Found> found_;
};

Symbols Learn(std::span<const std::string_view> pieces) {
  std::size_t total = 0;
  for (const std::string_view piece : pieces) total += piece.size();
  const std::size_t stride = std::max<std::size_t>(1, total / kSampleBytes);
  Symbols symbols({});
  PieceCounts counted;
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t p = 0; p < pieces.size(); p += stride) counted.Add(symbols, pieces[p]);
    struct Gain {
      std::uint64_t bytes;
      std::string_view text;
    };
    std::vector<Gain> gains;
    for (const auto& [text, count] : counted.Take()) {
      // Without it, a byte costs two (kLiteral and itself), a longer piece about half its length.
      const std::uint64_t saved = count * stride * (text.size() == 1 ? 1 : text.size());
      if (saved > text.size() + 1) gains.push_back({saved, text});
    }
    std::sort(gains.begin(), gains.end(), [](const Gain& a, const Gain& b) {
      return a.bytes != b.bytes ? a.bytes > b.bytes : a.text < b.text;
    });
    if (gains.size() > TextTable::kMostCodes) gains.resize(TextTable::kMostCodes);
    std::vector<std::string> chosen;
    chosen.reserve(gains.size());
    for (const Gain& gain : gains) chosen.emplace_back(gain.text);
    symbols = Symbols(std::move(chosen));
  }
  // Keep those that earn their place in the table.
  std::vector<std::uint64_t> uses(symbols.symbols().size() + 1, 0);
  for (const std::string_view piece : pieces) {
    Along(symbols, piece, [&](std::size_t s, std::string_view) { ++uses[s]; });
  }
  std::vector<std::string> kept;
  for (std::size_t s = 0; s < symbols.symbols().size(); ++s) {
    const std::string& text = symbols.symbols()[s];
    if (uses[s] * text.size() > text.size() + 1) kept.push_back(text);
  }
  return Symbols(std::move(kept));
}

}  // namespace

std::vector<std::uint8_t> TextTable::Write(std::span<const std::string_view> texts,
                                           std::span<const std::string_view> own) {
  std::vector<std::string_view> pieces;
  const auto own_of = [&](std::size_t i) { return own.empty() ? std::string_view() : own[i]; };
  for (std::size_t i = 0; i < texts.size(); ++i) {
    SplitAtOwn(
        texts[i], own_of(i), [&](std::string_view piece) { pieces.push_back(piece); }, [] {});
  }
  const Symbols symbols = Learn(pieces);
  std::vector<std::uint8_t> codes;
  std::vector<std::uint64_t> lengths;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::size_t before = codes.size();
    const auto code = [&](std::size_t s, std::string_view match) {
      if (s == symbols.symbols().size()) {
        codes.push_back(kLiteral);
        codes.push_back(static_cast<std::uint8_t>(match[0]));
      } else {
        codes.push_back(static_cast<std::uint8_t>(s));
      }
    };
    SplitAtOwn(
        texts[i], own_of(i), [&](std::string_view piece) { Along(symbols, piece, code); },
        [&] { codes.push_back(kOwnText); });
    lengths.push_back(codes.size() - before);
  }
  std::vector<std::uint8_t> out;
  Append(out, static_cast<std::uint32_t>(codes.size()));
  out.push_back(static_cast<std::uint8_t>(symbols.symbols().size()));
  for (const std::string& symbol : symbols.symbols()) {
    out.push_back(static_cast<std::uint8_t>(symbol.size()));
  }
  for (const std::string& symbol : symbols.symbols()) AppendText(out, symbol);
  const std::vector<std::uint8_t> table = StartTable::Write(lengths);
  out.insert(out.end(), table.begin(), table.end());
  out.insert(out.end(), codes.begin(), codes.end());
  return out;
}

}  // namespace afterglow
