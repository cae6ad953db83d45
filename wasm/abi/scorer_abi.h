// The functions afterglow.wasm exports: all that JavaScript can call.
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
// A page:  engine_new -> load_model -> page_new -> page_write… -> page_end -> page_free
// An order: engine_new -> load_model -> decide | recommend | render
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
// One confirmation page on its way through.
struct AgPage;

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
// What `afterglow inspect` prints, as JSON; `sku` empty for the whole model.
AG_EXPORT(ag_describe)
std::uint32_t ag_describe(AgEngine* engine, const char* sku, std::uint32_t sku_size);

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

// What one call on a page says. The caller forwards its own bytes up to `release`, in order, and
// when `splice_size` is not 0 puts the splice in at `splice_at` (≤ release), skipping its own bytes
// up to `splice_end` (splice_at: none).
struct AgPageStep {
  std::uint64_t release;  // bytes of the page, counted from its start, that may go out now
  std::uint64_t splice_at;
  std::uint64_t splice_end;
  std::uint32_t splice_size;  // 0: no splice in this step
  std::uint32_t done;         // 1: nothing more will change; pipe the rest natively
};

// `context` also says where the slot is. On failure the page has nothing to say but its error.
AG_EXPORT(ag_page_new)
AgPage* ag_page_new(AgEngine* engine, const char* context, std::uint32_t context_size);
AG_EXPORT(ag_page_free)
void ag_page_free(AgPage* page);
// An order known before the page: the afterglow-order response header, or the caller's own.
AG_EXPORT(ag_page_order)
std::uint32_t ag_page_order(AgPage* page, const char* order, std::uint32_t order_size);
// Response: an AgPageStep followed by the splice's bytes. After a failure: forward everything.
AG_EXPORT(ag_page_write)
std::uint32_t ag_page_write(AgPage* page, const char* chunk, std::uint32_t chunk_size);
AG_EXPORT(ag_page_end)
std::uint32_t ag_page_end(AgPage* page);
// What happened, as JSON: {"outcome":"spliced|nothing|…","reason":…,"decision":…,"order":…,
// "payloads":[…],"slots":[…]}. For logs, server-timing and `afterglow audit`.
AG_EXPORT(ag_page_report)
std::uint32_t ag_page_report(AgPage* page);

AG_EXPORT(ag_engine_response)
const AgResponse* ag_engine_response(const AgEngine* engine);
AG_EXPORT(ag_page_response)
const AgResponse* ag_page_response(const AgPage* page);

}  // extern "C"
