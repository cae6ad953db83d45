// What stands behind an engine handle: a model with its shards and overlay, and the memory to
// answer with.
#pragma once

#include <cstdint>
#include <forward_list>
#include <optional>

#include "abi/answer.h"
#include "abi/scorer_abi.h"
#include "decide/decide.h"
#include "model/model.h"
#include "model/overlay.h"
#include "score/scorer.h"

struct AgEngine {
  AgEngine() = default;
  ~AgEngine();
  AgEngine(const AgEngine&) = delete;
  AgEngine& operator=(const AgEngine&) = delete;

  // A model must be loaded.
  afterglow::DecisionSources sources() { return {*model, *scorer, overlay ? &*overlay : nullptr}; }

  AgAnswer answer;
  // From ag_alloc, as everything that was handed over.
  void* model_bytes = nullptr;
  void* overlay_bytes = nullptr;
  std::forward_list<void*> shard_bytes;
  std::optional<afterglow::Model> model;
  std::optional<afterglow::Overlay> overlay;
  std::optional<afterglow::Scorer> scorer;
};

// What every call answers that needs a model and finds none.
afterglow::Error NoModel();
