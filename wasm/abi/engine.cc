#include "abi/engine.h"

#include <cstdlib>

AgEngine::~AgEngine() {
  std::free(model_bytes);
  std::free(overlay_bytes);
  for (void* bytes : shard_bytes) std::free(bytes);
}

afterglow::Error NoModel() {
  return {afterglow::ErrorCode::kNoModel,
          "no model is loaded: expected ag_load_model before this call", 0};
}
