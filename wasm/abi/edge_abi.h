// What afterglow-edge.wasm exports besides scorer_abi.h, under the same rules: confirmation pages
// on their way through, and a look into the model. Browsers, where the page is there already, are
// spared these bytes.
//
//   engine_new -> load_model -> page_new -> page_write… -> page_end -> page_free
#pragma once

#include <cstdint>

#include "abi/scorer_abi.h"

extern "C" {

// One confirmation page on its way through.
struct AgPage;

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

// `context` also says where the slot is; a survey (abi/context.h) needs no model. On failure the
// page has nothing to say but its error.
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

AG_EXPORT(ag_page_response)
const AgResponse* ag_page_response(const AgPage* page);

// What `afterglow inspect` prints, as JSON; `sku` empty for the whole model.
AG_EXPORT(ag_describe)
std::uint32_t ag_describe(AgEngine* engine, const char* sku, std::uint32_t sku_size);

}  // extern "C"
