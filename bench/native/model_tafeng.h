// Real neighbour lists to measure the packed model with: Ta-Feng's orders, read with zcat from
// $AFTERGLOW_DATA, and the top 16 of a local ridge regression over same-basket counts.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/model_data.h"

namespace afterglow::bench {

struct Shop {
  std::vector<std::string> skus;                   // by falling number of orders
  std::vector<std::uint32_t> orders;               // [sku]
  std::vector<std::vector<std::uint32_t>> basket;  // rising, known SKUs only
};

// Columns order_id and sku of the CSV; SKUs in fewer than five orders are left out. Empty when the
// file is not there.
inline Shop ReadTafeng() {
  const char* folder = std::getenv("AFTERGLOW_DATA");
  const std::string command =
      "zcat '" + std::string(folder != nullptr ? folder : "../shared/data") + "/tafeng.csv.gz'";
  std::unordered_map<std::string, std::uint32_t> number;
  std::vector<std::string> names;
  std::map<std::string, std::vector<std::uint32_t>> orders;
  FILE* file = popen(command.c_str(), "r");
  if (file == nullptr) return {};
  char line[1024];
  bool heading = true;
  while (std::fgets(line, sizeof(line), file) != nullptr) {
    if (std::exchange(heading, false)) continue;
    const std::string text = line;
    std::vector<std::string> cells(1);
    for (const char c : text) {
      if (c == ',') {
        cells.emplace_back();
      } else {
        cells.back() += c;
      }
    }
    if (cells.size() < 4) continue;
    const auto [at, added] = number.try_emplace(cells[3], static_cast<std::uint32_t>(names.size()));
    if (added) names.push_back(cells[3]);
    orders[cells[0]].push_back(at->second);
  }
  pclose(file);
  std::vector<std::uint32_t> seen(names.size(), 0);
  for (auto& [id, basket] : orders) {
    std::sort(basket.begin(), basket.end());
    basket.erase(std::unique(basket.begin(), basket.end()), basket.end());
    for (const std::uint32_t sku : basket) ++seen[sku];
  }
  std::vector<std::uint32_t> rank(names.size());
  for (std::uint32_t i = 0; i < rank.size(); ++i) rank[i] = i;
  std::stable_sort(rank.begin(), rank.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return seen[a] > seen[b]; });
  Shop shop;
  std::vector<std::uint32_t> renamed(names.size(), UINT32_MAX);
  for (const std::uint32_t old : rank) {
    if (seen[old] < 5) break;
    renamed[old] = static_cast<std::uint32_t>(shop.skus.size());
    shop.skus.push_back(names[old]);
    shop.orders.push_back(seen[old]);
  }
  for (auto& [id, basket] : orders) {
    std::vector<std::uint32_t> known;
    for (const std::uint32_t sku : basket) {
      if (renamed[sku] != UINT32_MAX) known.push_back(renamed[sku]);
    }
    std::sort(known.begin(), known.end());
    if (!known.empty()) shop.basket.push_back(std::move(known));
  }
  return shop;
}

struct Counted {
  std::uint32_t sku;
  float value;
};

// Same-basket counts, each order weighted by 1/√size; rows by rising SKU, diagonal included.
inline std::vector<std::vector<Counted>> Gram(const Shop& shop) {
  const std::size_t n = shop.skus.size();
  std::vector<std::vector<std::uint32_t>> of(n);
  for (std::uint32_t b = 0; b < shop.basket.size(); ++b) {
    for (const std::uint32_t sku : shop.basket[b]) of[sku].push_back(b);
  }
  std::vector<std::vector<Counted>> rows(n);
  std::vector<float> sum(n, 0);
  for (std::uint32_t i = 0; i < n; ++i) {
    std::vector<std::uint32_t> touched;
    for (const std::uint32_t b : of[i]) {
      const float weight = 1 / std::sqrt(static_cast<float>(shop.basket[b].size()));
      for (const std::uint32_t j : shop.basket[b]) {
        if (sum[j] == 0) touched.push_back(j);
        sum[j] += weight;
      }
    }
    std::sort(touched.begin(), touched.end());
    for (const std::uint32_t j : touched) rows[i].push_back({j, std::exchange(sum[j], 0.0F)});
  }
  return rows;
}

inline void KeepTop(std::vector<std::vector<NeighbourData>>& lists, std::size_t most) {
  for (auto& list : lists) {
    std::sort(list.begin(), list.end(), [](const NeighbourData& a, const NeighbourData& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.sku < b.sku;
    });
    if (list.size() > most) list.resize(most);
  }
}

inline std::vector<std::vector<NeighbourData>> Cosine(const std::vector<std::vector<Counted>>& gram,
                                                      std::size_t most) {
  std::vector<float> diagonal(gram.size(), 1);
  for (std::uint32_t i = 0; i < gram.size(); ++i) {
    for (const Counted& c : gram[i]) {
      if (c.sku == i) diagonal[i] = c.value;
    }
  }
  std::vector<std::vector<NeighbourData>> lists(gram.size());
  for (std::uint32_t i = 0; i < gram.size(); ++i) {
    for (const Counted& c : gram[i]) {
      if (c.sku != i) {
        lists[i].push_back({c.sku, c.value / std::sqrt(diagonal[i] * diagonal[c.sku])});
      }
    }
  }
  KeepTop(lists, most);
  return lists;
}

// For every target the ridge regression over the `pool` SKUs nearest by cosine; then the `most`
// largest positive weights out of every SKU.
inline std::vector<std::vector<NeighbourData>> LocalRidge(
    const std::vector<std::vector<Counted>>& gram, std::size_t pool, float strength,
    std::size_t most) {
  const std::size_t n = gram.size();
  double trace = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    for (const Counted& c : gram[i]) trace += c.sku == i ? static_cast<double>(c.value) : 0;
  }
  const auto lambda =
      static_cast<float>(static_cast<double>(strength) * trace / static_cast<double>(n));
  std::vector<std::vector<NeighbourData>> near = Cosine(gram, pool), lists(n);
  std::vector<std::uint32_t> local(n, UINT32_MAX);
  std::vector<float> a, y;
  for (std::uint32_t j = 0; j < n; ++j) {
    const std::vector<NeighbourData>& c = near[j];
    const std::size_t m = c.size();
    a.assign(m * m, 0);
    y.assign(m, 0);
    for (std::size_t r = 0; r < m; ++r) local[c[r].sku] = static_cast<std::uint32_t>(r);
    for (std::size_t r = 0; r < m; ++r) {
      for (const Counted& g : gram[c[r].sku]) {
        if (local[g.sku] != UINT32_MAX) a[r * m + local[g.sku]] = g.value;
        if (g.sku == j) y[r] = g.value;
      }
      a[r * m + r] += lambda;
    }
    for (std::size_t r = 0; r < m; ++r) local[c[r].sku] = UINT32_MAX;
    for (std::size_t k = 0; k < m; ++k) {  // Cholesky, lower triangle
      for (std::size_t r = k; r < m; ++r) {
        float sum = a[r * m + k];
        for (std::size_t t = 0; t < k; ++t) sum -= a[r * m + t] * a[k * m + t];
        a[r * m + k] = r == k ? std::sqrt(std::max(sum, 1e-12F)) : sum / a[k * m + k];
      }
    }
    for (std::size_t r = 0; r < m; ++r) {
      for (std::size_t t = 0; t < r; ++t) y[r] -= a[r * m + t] * y[t];
      y[r] /= a[r * m + r];
    }
    for (std::size_t r = m; r-- > 0;) {
      for (std::size_t t = r + 1; t < m; ++t) y[r] -= a[t * m + r] * y[t];
      y[r] /= a[r * m + r];
    }
    for (std::size_t r = 0; r < m; ++r) {
      if (y[r] > 0) lists[c[r].sku].push_back({j, y[r]});
    }
  }
  KeepTop(lists, most);
  return lists;
}

}  // namespace afterglow::bench
