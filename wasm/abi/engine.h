// What stands behind the handles of scorer_abi.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "abi/page_session.h"
#include "abi/scorer_abi.h"
#include "model/model.h"
#include "model/overlay.h"
#include "score/scorer.h"

// The answer of a handle: its bytes, and the AgResponse that points to them.
class AgAnswer {
 public:
  std::uint32_t Give(std::string bytes);
  std::uint32_t Fail(const afterglow::Error& error);
  const AgResponse* response() const { return &response_; }

 private:
  AgResponse response_ = {0, 0, nullptr};
  std::string bytes_;
};

struct AgEngine {
  AgEngine() = default;
  ~AgEngine();
  AgEngine(const AgEngine&) = delete;
  AgEngine& operator=(const AgEngine&) = delete;

  AgAnswer answer;
  // From ag_alloc, as everything that was handed over.
  void* model_bytes = nullptr;
  void* overlay_bytes = nullptr;
  std::vector<void*> shard_bytes;
  std::optional<afterglow::Model> model;
  std::optional<afterglow::Overlay> overlay;
  std::optional<afterglow::Scorer> scorer;
};

struct AgPage {
  AgAnswer answer;
  std::unique_ptr<afterglow::PageSession> session;
};
