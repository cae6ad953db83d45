#include <algorithm>
#include <map>

#include "model/bit_stream.h"
#include "model/fixed_log2.h"
#include "model/graph.h"

namespace afterglow {
namespace {

constexpr int kContextRounds = 8;
// Fewer edges than this do not pay for a second context.
constexpr std::size_t kFewTokens = 4096;
constexpr std::size_t kStart = kMostSymbols;  // "previous symbol" of a list's first neighbour

struct Token {
  std::uint16_t symbol;
  std::uint32_t low_bits;  // symbol / kWeightLevels of them
};

struct CodedList {
  SkuId lowest = 0;
  std::vector<Token> tokens;
};

// `step` is at least 1.
Token MakeToken(std::uint32_t step, unsigned level) {
  const unsigned magnitude = WidthOf(step) - 1;
  return {static_cast<std::uint16_t>(magnitude * kWeightLevels + level), step - (1U << magnitude)};
}

CodedList CodeList(std::vector<Neighbour> list, const WeightLevels& levels) {
  std::sort(list.begin(), list.end(),
            [](const Neighbour& a, const Neighbour& b) { return a.sku < b.sku; });
  CodedList coded;
  if (!list.empty()) coded.lowest = list[0].sku;
  std::uint32_t next = coded.lowest;
  for (const Neighbour& n : list) {
    coded.tokens.push_back(MakeToken(n.sku + 1 - next, levels.Of(n.weight)));
    next = n.sku + 1;
  }
  return coded;
}

// Which code follows which symbol, and the codes.
struct Codebook {
  unsigned contexts = 1;
  std::array<std::uint8_t, kMostSymbols + 1> next = {};  // kStart is always in context 0
  std::vector<std::vector<std::uint8_t>> lengths;        // [context][symbol]
  std::uint64_t bits = 0;                                // what the tokens' symbols take
};

using PairCounts = std::vector<std::vector<std::uint32_t>>;  // [previous][symbol]

PairCounts CountPairs(std::span<const CodedList> lists, std::size_t symbols) {
  PairCounts pairs(kMostSymbols + 1, std::vector<std::uint32_t>(symbols, 0));
  for (const CodedList& list : lists) {
    std::size_t previous = kStart;
    for (const Token& token : list.tokens) {
      ++pairs[previous][token.symbol];
      previous = token.symbol;
    }
  }
  return pairs;
}

// Groups the previous symbols by what follows them: each joins, round by round, the group in whose
// distribution its followers are cheapest.
Codebook LearnContexts(const PairCounts& pairs, std::size_t symbols, unsigned contexts) {
  Codebook book;
  book.contexts = contexts;
  for (std::size_t s = 0; s < symbols; ++s) {
    book.next[s] = static_cast<std::uint8_t>(s * contexts / symbols);
  }
  std::vector<std::vector<std::uint64_t>> counts;
  const auto count = [&] {
    counts.assign(contexts, std::vector<std::uint64_t>(symbols, 0));
    for (std::size_t p = 0; p < pairs.size(); ++p) {
      for (std::size_t s = 0; s < symbols; ++s) counts[book.next[p]][s] += pairs[p][s];
    }
  };
  for (int round = 0; contexts > 1 && round < kContextRounds; ++round) {
    count();
    std::vector<std::vector<std::int64_t>> cost(contexts, std::vector<std::int64_t>(symbols));
    for (unsigned c = 0; c < contexts; ++c) {
      std::uint64_t total = 1;
      for (const std::uint64_t n : counts[c]) total += n;
      const auto logarithm = [&](std::uint64_t n) {
        return FixedLog2(static_cast<std::uint32_t>(std::min<std::uint64_t>(n, 0xffffffffU)));
      };
      for (std::size_t s = 0; s < symbols; ++s) {
        // One sixteenth of an occurrence for what has not been seen yet.
        cost[c][s] = logarithm(total * 16 + symbols) - logarithm(counts[c][s] * 16 + 1);
      }
    }
    for (std::size_t p = 0; p < symbols; ++p) {
      std::int64_t least = INT64_MAX;
      for (unsigned c = 0; c < contexts; ++c) {
        std::int64_t sum = 0;
        for (std::size_t s = 0; s < symbols; ++s) sum += cost[c][s] * pairs[p][s];
        if (sum < least) {
          least = sum;
          book.next[p] = static_cast<std::uint8_t>(c);
        }
      }
    }
  }
  count();
  for (unsigned c = 0; c < contexts; ++c) {
    book.lengths.push_back(CodeLengths(counts[c]));
    for (std::size_t s = 0; s < symbols; ++s) book.bits += book.lengths[c][s] * counts[c][s];
  }
  return book;
}

Codebook BestCodebook(std::span<const CodedList> lists, std::size_t symbols) {
  const PairCounts pairs = CountPairs(lists, symbols);
  std::size_t tokens = 0;
  for (const CodedList& list : lists) tokens += list.tokens.size();
  const unsigned most = tokens < kFewTokens ? 1 : kMostContexts;
  Codebook best;
  for (unsigned contexts = 1; contexts <= most; contexts *= 2) {
    Codebook book = LearnContexts(pairs, symbols, contexts);
    book.bits += contexts * symbols * 4;  // its description
    if (contexts == 1 || book.bits < best.bits) best = std::move(book);
  }
  return best;
}

void PutNibbles(std::vector<std::uint8_t>& out, std::span<const std::uint8_t> nibbles) {
  for (std::size_t i = 0; i < nibbles.size(); i += 2) {
    const unsigned high = i + 1 < nibbles.size() ? nibbles[i + 1] : 0;
    out.push_back(static_cast<std::uint8_t>(nibbles[i] | (high << 4U)));
  }
}

}  // namespace

std::vector<std::uint8_t> WriteGraph(std::span<const std::vector<Neighbour>> lists,
                                     const WeightLevels& levels) {
  GraphHeader header = {};
  header.levels = levels.values;
  std::map<std::size_t, std::size_t> of_length;
  for (const std::vector<Neighbour>& list : lists) {
    header.edge_count += static_cast<std::uint32_t>(list.size());
    ++of_length[list.size()];
  }
  std::size_t usual = 0;
  for (const auto& [length, count] : of_length) {
    if (count > of_length[usual]) usual = length;
  }
  header.usual_count = static_cast<std::uint8_t>(usual);

  std::vector<CodedList> coded;
  unsigned classes = 1;
  for (const std::vector<Neighbour>& list : lists) {
    coded.push_back(CodeList(list, levels));
    for (const Token& token : coded.back().tokens) {
      classes = std::max(classes, static_cast<unsigned>(token.symbol / kWeightLevels) + 1);
    }
  }
  const std::size_t symbols = classes * kWeightLevels;
  const Codebook book = BestCodebook(coded, symbols);
  header.class_count = static_cast<std::uint8_t>(classes);
  header.context_count = static_cast<std::uint8_t>(book.contexts);
  std::vector<std::vector<std::uint16_t>> codes;
  for (const auto& lengths : book.lengths) codes.push_back(Codes(lengths));

  BitWriter bits;
  bits.Put(0, 8 * kBitPadding);  // before the first list too: codes are read downwards
  std::vector<std::uint64_t> lengths;
  for (const CodedList& list : coded) {
    const std::uint64_t start = bits.size();
    const std::size_t count = list.tokens.size();
    bits.Put(count == usual ? 0 : 1, 1);
    if (count != usual) bits.Put(count, kCountBits);
    if (count > 0) bits.Put(list.lowest, WidthOf(lists.size()));
    std::vector<std::size_t> contexts = {0};
    for (const Token& token : list.tokens) {
      bits.Put(token.low_bits, static_cast<unsigned>(token.symbol / kWeightLevels));
      contexts.push_back(book.next[token.symbol]);
    }
    // Codes are read downwards from the list's end.
    for (std::size_t i = count; i-- > 0;) {
      const std::size_t symbol = list.tokens[i].symbol, context = contexts[i];
      bits.Put(codes[context][symbol], book.lengths[context][symbol]);
    }
    lengths.push_back(bits.size() - start);
  }

  std::vector<std::uint8_t> packed = bits.Take();
  packed.resize(packed.size() - kBitPadding + kGraphPadding);

  std::vector<std::uint8_t> nibbles(book.next.begin(),
                                    book.next.begin() + static_cast<std::ptrdiff_t>(symbols));
  for (const auto& lengths : book.lengths) {
    nibbles.insert(nibbles.end(), lengths.begin(), lengths.end());
  }
  std::vector<std::uint8_t> out;
  Append(out, header);
  PutNibbles(out, nibbles);
  for (const auto& part : {StartTable::Write(lengths), packed}) {
    out.insert(out.end(), part.begin(), part.end());
  }
  return out;
}

}  // namespace afterglow
