// The functions that afterglow.wasm and afterglow-edge.wasm export: orders in, decisions out. What
// the edge module does besides is in edge_abi.h.
//
// Ownership, once for all: every handle begins with a Response and is freed by its *_free. Bytes
// passed in are copied or fully used before the call returns, except where "takes" is written: such
// bytes must come from ag_alloc and belong to the handle from then on. What a Response points to
// belongs to its handle and holds until the next call on that handle.
//
// Every call returns the ErrorCode of base/result.h as a number, 0 for success; the handle's
// Response then holds the answer, or after a failure the error as JSON
// {"code":5,"name":"bad-model","message":"…","offset":0}. A null handle gives kBadArgument.
//
//   engine_new -> load_model -> decide | recommend | render -> engine_free
#pragma once

#include <cstdint>

// Marks what the module exports; natively the functions are ordinary ones.
#ifdef __EMSCRIPTEN__
#define AG_EXPORT(name) __attribute__((used, export_name(#name)))
#else
#define AG_EXPORT(name)
#endif

extern "C" {

struct AgResponse {
  std::uint32_t status;  // ErrorCode
  std::uint32_t size;    // bytes at data
  const void* data;
};

// A model with its shards and overlay, and the memory to answer with.
struct AgEngine;

AG_EXPORT(ag_abi_version)
std::uint32_t ag_abi_version();

AG_EXPORT(ag_alloc)
void* ag_alloc(std::uint32_t size);  // null when the memory ceiling is reached
AG_EXPORT(ag_release)
void ag_release(void* bytes);  // for bytes never handed over

AG_EXPORT(ag_engine_new)
AgEngine* ag_engine_new();
AG_EXPORT(ag_engine_free)
void ag_engine_free(AgEngine* engine);

// Takes `bytes`. Verifies the whole file. An engine holds one model for good: on success nothing is
// loaded twice; for a new model make a new engine.
AG_EXPORT(ag_load_model)
std::uint32_t ag_load_model(AgEngine* engine, void* bytes, std::uint32_t size);
// Takes `bytes`: a shard of the core that load_model was given (model/shard.h); verified. Until the
// shards of an order's lines are there, their neighbours are missing from answers.
AG_EXPORT(ag_attach_shard)
std::uint32_t ag_attach_shard(AgEngine* engine, void* bytes, std::uint32_t size);
// Takes `bytes`: prices, stock, blocked SKUs and offer switches (model/overlay.h), used by
// decisions from now on. Replaces an earlier overlay; a refused one changes nothing. No bytes: no
// overlay.
AG_EXPORT(ag_load_overlay)
std::uint32_t ag_load_overlay(AgEngine* engine, void* bytes, std::uint32_t size);
// Any known payload -> the canonical order as JSON. Needs no model.
AG_EXPORT(ag_read_order)
std::uint32_t ag_read_order(AgEngine* engine, const char* order, std::uint32_t order_size);

// Order -> {"order_id":…,"items":[{"sku":…,"score":…,"probability":…}]}. Relevance alone.
AG_EXPORT(ag_recommend)
std::uint32_t ag_recommend(AgEngine* engine, const char* order, std::uint32_t order_size,
                           std::uint32_t most, std::uint32_t repeats);

// Order + context (JSON, see abi/context.h) -> the decision as JSON.
AG_EXPORT(ag_decide)
std::uint32_t ag_decide(AgEngine* engine, const char* order, std::uint32_t order_size,
                        const char* context, std::uint32_t context_size);

// Order + context -> two texts, framed: u32 size of the decision, u32 size of the content, decision
// JSON, content. The content is empty when nothing is to be shown.
AG_EXPORT(ag_render)
std::uint32_t ag_render(AgEngine* engine, const char* order, std::uint32_t order_size,
                        const char* context, std::uint32_t context_size);

AG_EXPORT(ag_engine_response)
const AgResponse* ag_engine_response(const AgEngine* engine);

}  // extern "C"
