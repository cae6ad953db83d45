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
constexpr std::size_t kStart = kMostSymbols;  // "previous symbol" of a side's first neighbour

struct Token {
  std::uint16_t symbol;
  std::uint32_t low_bits;  // symbol / kWeightLevels of them
};

struct CodedList {
  std::uint32_t before = 0;
  std::vector<Token> tokens;  // after, then before
};

Token MakeToken(std::uint32_t gap, unsigned level) {
  const unsigned magnitude = WidthOf(gap + 1) - 1;
  return {static_cast<std::uint16_t>(magnitude * kWeightLevels + level),
          gap + 1 - (1U << magnitude)};
}

CodedList CodeList(SkuId sku, std::vector<Neighbour> list, std::uint32_t forward_from,
                   const WeightLevels& levels) {
  std::sort(list.begin(), list.end(),
            [](const Neighbour& a, const Neighbour& b) { return a.sku < b.sku; });
  const auto middle = std::lower_bound(list.begin(), list.end(), sku,
                                       [](const Neighbour& n, SkuId id) { return n.sku < id; });
  CodedList coded;
  coded.before = static_cast<std::uint32_t>(middle - list.begin());
  SkuId next = sku + forward_from;
  for (auto n = middle; n != list.end(); next = n->sku + 1, ++n) {
    coded.tokens.push_back(MakeToken(n->sku - next, levels.Of(n->weight)));
  }
  SkuId end = sku;
  for (auto n = middle; n != list.begin();) {
    --n;
    coded.tokens.push_back(MakeToken(end - n->sku - 1, levels.Of(n->weight)));
    end = n->sku;
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
    const std::size_t after = list.tokens.size() - list.before;
    std::size_t previous = kStart;
    for (std::size_t i = 0; i < list.tokens.size(); ++i) {
      if (i == after) previous = kStart;
      ++pairs[previous][list.tokens[i].symbol];
      previous = list.tokens[i].symbol;
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
  header.forward_from = 1;
  std::map<std::size_t, std::size_t> of_length;
  for (SkuId sku = 0; sku < lists.size(); ++sku) {
    for (const Neighbour& n : lists[sku]) {
      if (n.sku == sku) header.forward_from = 0;
    }
    header.edge_count += static_cast<std::uint32_t>(lists[sku].size());
    ++of_length[lists[sku].size()];
  }
  std::size_t usual = 0;
  for (const auto& [length, count] : of_length) {
    if (count > of_length[usual]) usual = length;
  }
  header.usual_count = static_cast<std::uint8_t>(usual);

  std::vector<CodedList> coded;
  std::vector<std::uint64_t> count_counts(usual + 2, 0);
  unsigned classes = 1;
  for (SkuId sku = 0; sku < lists.size(); ++sku) {
    coded.push_back(CodeList(sku, lists[sku], header.forward_from, levels));
    ++count_counts[lists[sku].size() == usual ? coded.back().before : usual + 1];
    for (const Token& token : coded.back().tokens) {
      classes = std::max(classes, static_cast<unsigned>(token.symbol / kWeightLevels) + 1);
    }
  }
  const std::size_t symbols = classes * kWeightLevels;
  const Codebook book = BestCodebook(coded, symbols);
  header.class_count = static_cast<std::uint8_t>(classes);
  header.context_count = static_cast<std::uint8_t>(book.contexts);
  const std::vector<std::uint8_t> count_lengths = CodeLengths(count_counts);
  const std::vector<std::uint16_t> count_codes = Codes(count_lengths);
  std::vector<std::vector<std::uint16_t>> codes;
  for (const auto& lengths : book.lengths) codes.push_back(Codes(lengths));

  BitWriter bits;
  const auto put = [&](const CodedList& list) {
    const std::size_t count = list.tokens.size(), after = count - list.before;
    const std::size_t symbol = count == usual ? list.before : usual + 1;
    bits.Put(count_codes[symbol], count_lengths[symbol]);
    if (count != usual) bits.Put(count | (std::uint64_t{list.before} << 8U), 16);
    std::size_t context = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (i == after) context = 0;
      const Token& token = list.tokens[i];
      bits.Put(codes[context][token.symbol], book.lengths[context][token.symbol]);
      bits.Put(token.low_bits, static_cast<unsigned>(token.symbol / kWeightLevels));
      context = book.next[token.symbol];
    }
  };
  std::vector<std::uint64_t> lengths;
  for (const CodedList& list : coded) {
    const std::uint64_t start = bits.size();
    put(list);
    lengths.push_back(bits.size() - start);
  }

  std::vector<std::uint8_t> nibbles(book.next.begin(),
                                    book.next.begin() + static_cast<std::ptrdiff_t>(symbols));
  for (const auto& lengths : book.lengths) {
    nibbles.insert(nibbles.end(), lengths.begin(), lengths.end());
  }
  nibbles.insert(nibbles.end(), count_lengths.begin(), count_lengths.end());
  std::vector<std::uint8_t> out;
  Append(out, header);
  PutNibbles(out, nibbles);
  for (const auto& part : {LengthTable::Write(lengths), bits.Take()}) {
    out.insert(out.end(), part.begin(), part.end());
  }
  return out;
}

}  // namespace afterglow
