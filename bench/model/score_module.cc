// The model and its scorer alone as a wasm module, so that the benchmark times opening and scoring
// and nothing else: the same code, compiled as it is for afterglow.wasm.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "model/model.h"
#include "score/scorer.h"

using namespace afterglow;  // NOLINT: a program of its own

namespace {

constexpr std::size_t kMostAnswers = 64, kTextRoom = 8192;

struct Answered {
  SkuId sku;
  float score;
};
using Basket = std::vector<std::string>;

std::optional<Model> model;
std::optional<Scorer> scorer;
std::vector<Basket> baskets;
std::array<Answered, kMostAnswers> answers;
std::array<char, kTextRoom> texts;

Basket Split(const char* lines, std::uint32_t size) {
  Basket basket;
  for (const char *start = lines, *at = lines; at < lines + size; ++at) {
    if (*at != '\n') continue;
    basket.emplace_back(start, static_cast<std::size_t>(at - start));
    start = at + 1;
  }
  return basket;
}

std::uint32_t Answer(const Basket& basket, std::uint32_t most) {
  std::uint32_t given = 0;
  for (const Scored& scored : scorer->Score({basket, {}, most, false})) {
    if (given < kMostAnswers) answers[given++] = {scored.sku, scored.score};
  }
  return given;
}

}  // namespace

extern "C" {

__attribute__((export_name("bytes_new"))) void* bytes_new(std::uint32_t size) {
  return std::malloc(size);
}
__attribute__((export_name("bytes_free"))) void bytes_free(void* bytes) { std::free(bytes); }

// As ag_load_model does: opens, verifies, makes the scorer. 1 when the model can be used. `bytes`
// must stay.
__attribute__((export_name("open"))) std::uint32_t open_model(const std::uint8_t* bytes,
                                                              std::uint32_t size) {
  scorer.reset();
  Result<Model> opened = Model::Open({bytes, size});
  if (!opened.ok() || !opened.value().Verify().ok()) return 0;
  model.emplace(std::move(opened.value()));
  scorer.emplace(*model);
  return 1;
}

// `lines`: the SKUs of one basket, each followed by a line end. Its number.
__attribute__((export_name("basket_add"))) std::uint32_t basket_add(const char* lines,
                                                                    std::uint32_t size) {
  baskets.push_back(Split(lines, size));
  return static_cast<std::uint32_t>(baskets.size() - 1);
}

// The number of answers, best first.
__attribute__((export_name("score"))) std::uint32_t score(std::uint32_t basket,
                                                          std::uint32_t most) {
  return Answer(baskets[basket], most);
}
__attribute__((export_name("score_lines"))) std::uint32_t score_lines(const char* lines,
                                                                      std::uint32_t size,
                                                                      std::uint32_t most) {
  return Answer(Split(lines, size), most);
}
__attribute__((export_name("answers"))) const Answered* answers_at() { return answers.data(); }

// The texts of the first `count` answers, each followed by a line end; how many bytes.
__attribute__((export_name("name"))) std::uint32_t name(std::uint32_t count) {
  std::size_t end = 0;
  for (std::uint32_t i = 0; i < count && i < kMostAnswers; ++i) {
    const std::string text = model->SkuText(answers[i].sku);
    if (end + text.size() + 1 > texts.size()) break;
    end += text.copy(texts.data() + end, text.size());
    texts[end++] = '\n';
  }
  return static_cast<std::uint32_t>(end);
}
__attribute__((export_name("texts"))) const char* texts_at() { return texts.data(); }

}  // extern "C"
