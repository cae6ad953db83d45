// Attacks the exported functions with arguments in any order: an engine with a small model, and
// calls drawn from the input, each a byte for the function and a piece of bytes for its argument.
// Whatever is passed, an answer can be read, a failure says why, and a page step never lets go of
// bytes that were not written, twice, or behind a splice.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "../cpp/model_fixture.h"
#include "abi/edge_abi.h"
#include "abi/scorer_abi.h"
#include "model/checksum.h"

namespace {

using namespace afterglow;

void Require(bool holds) {
  if (!holds) std::abort();
}

// Bytes that the engine takes over.
void* Given(std::string_view bytes) {
  void* copy = ag_alloc(static_cast<std::uint32_t>(bytes.size()));
  if (!bytes.empty()) std::memcpy(copy, bytes.data(), bytes.size());
  return copy;
}

// The same with the header of an undamaged overlay, so that its sections are reached.
void* GivenOverlay(std::string_view bytes) {
  constexpr std::uint8_t kStart[] = {0x9a, 'A', 'G', 'L', 'W', '\r', '\n', 0x1a, 1, 0, 4, 0};
  auto* copy = static_cast<std::uint8_t*>(Given(bytes));
  if (bytes.size() < 32) return copy;
  std::memcpy(copy, kStart, sizeof kStart);
  const std::uint64_t length = bytes.size();
  std::memcpy(copy + 16, &length, sizeof length);
  const Bytes all(copy, bytes.size());
  const std::uint64_t checksum = Xxh64(all.subspan(32), Xxh64(all.first(24), 0));
  std::memcpy(copy + 24, &checksum, sizeof checksum);
  return copy;
}

std::string_view Answered(std::uint32_t code, const AgResponse* response) {
  Require(response->status == code);
  const std::string_view answer(static_cast<const char*>(response->data), response->size);
  if (code != 0) {
    Require(answer.starts_with("{\"code\":" + std::to_string(code) + ",\"name\":\""));
    Require(answer.find("\"unknown\"") == std::string_view::npos);
  }
  return answer;
}

class Calls {
 public:
  Calls() : engine_(ag_engine_new()) {
    static const std::vector<std::uint8_t> model = Packed();
    const std::string_view bytes(reinterpret_cast<const char*>(model.data()), model.size());
    Require(ag_load_model(engine_, Given(bytes), static_cast<std::uint32_t>(bytes.size())) == 0);
  }
  Calls(const Calls&) = delete;
  Calls& operator=(const Calls&) = delete;
  ~Calls() {
    ag_page_free(page_);
    ag_engine_free(engine_);
  }

  void Make(std::uint8_t function, std::string_view piece) {
    const char* const text = piece.data();
    const auto size = static_cast<std::uint32_t>(piece.size());
    const char* const context = context_.data();
    const auto context_size = static_cast<std::uint32_t>(context_.size());
    switch (function % 13) {
      case 0:
        context_ = piece;
        break;
      case 1:
        OfEngine(ag_read_order(engine_, text, size));
        break;
      case 2:
        OfEngine(ag_recommend(engine_, text, size, function, size & 1U));
        break;
      case 3:
        OfEngine(ag_decide(engine_, text, size, context, context_size));
        break;
      case 4: {
        const std::uint32_t code = ag_render(engine_, text, size, context, context_size);
        const std::string_view answer = OfEngine(code);
        if (code == 0) CheckFrame(answer);
        break;
      }
      case 5:
        OfEngine(ag_load_overlay(engine_, Given(piece), size));
        break;
      case 6:
        OfEngine(ag_load_overlay(engine_, GivenOverlay(piece), size));
        break;
      case 7:
        OfEngine(ag_describe(engine_, text, size));
        break;
      case 8:
        OfEngine(function > 127 ? ag_attach_shard(engine_, Given(piece), size)
                                : ag_load_model(engine_, Given(piece), size));
        break;
      case 9:
        ag_page_free(page_);
        page_ = ag_page_new(engine_, text, size);
        written_ = released_ = 0;
        spliced_ = false;
        Answered(ag_page_response(page_)->status, ag_page_response(page_));
        break;
      case 10:
        if (HasSession()) OfPage(ag_page_order(page_, text, size));
        break;
      case 11:
        if (!HasSession()) break;
        written_ += size;
        CheckStep(OfPage(ag_page_write(page_, text, size)));
        break;
      case 12:
        if (!HasSession()) break;
        if (function > 127) {
          CheckStep(OfPage(ag_page_end(page_)));
        } else {
          Require(OfPage(ag_page_report(page_)).starts_with("{\"outcome\":\""));
        }
        break;
    }
  }

 private:
  std::string_view OfEngine(std::uint32_t code) {
    return Answered(code, ag_engine_response(engine_));
  }
  std::string_view OfPage(std::uint32_t code) { return Answered(code, ag_page_response(page_)); }

  // A page that could not be begun answers every call with kBadArgument and keeps its own error.
  bool HasSession() {
    if (page_ == nullptr) return false;
    return ag_page_report(page_) == 0;
  }

  static void CheckFrame(std::string_view answer) {
    std::uint32_t sizes[2];
    Require(answer.size() >= sizeof sizes);
    std::memcpy(sizes, answer.data(), sizeof sizes);
    Require(answer.size() == sizeof sizes + std::uint64_t{sizes[0]} + sizes[1]);
  }

  void CheckStep(std::string_view answer) {
    AgPageStep step;
    Require(answer.size() >= sizeof step);
    std::memcpy(&step, answer.data(), sizeof step);
    Require(answer.size() == sizeof step + step.splice_size);
    Require(step.release >= released_ && step.release <= written_);
    if (step.splice_size != 0) {
      Require(!spliced_ && step.splice_at >= released_ && step.splice_at <= step.splice_end &&
              step.splice_end <= step.release);
      spliced_ = true;
    }
    released_ = step.release;
  }

  AgEngine* engine_;
  AgPage* page_ = nullptr;
  std::string context_;
  std::uint64_t written_ = 0, released_ = 0;
  bool spliced_ = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Calls calls;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  while (rest.size() > 3) {
    const auto function = static_cast<std::uint8_t>(rest[0]);
    const std::size_t wanted =
        static_cast<std::uint8_t>(rest[1]) * std::size_t{256} + static_cast<std::uint8_t>(rest[2]);
    rest.remove_prefix(3);
    // Its own memory: a read beyond the argument's end is then found.
    const std::string piece(rest.substr(0, wanted));
    rest.remove_prefix(piece.size());
    calls.Make(function, piece);
  }
  return 0;
}
