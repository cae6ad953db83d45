// The functions trainer.wasm exports. Every call returns an ErrorCode as a number; the trainer's
// Response (abi/scorer_abi.h) then holds the answer or the error, until the next call.
//
// The CLI streams columns in, chunk by chunk, and takes a model file out:
//   new -> put… -> section… -> templates -> offers -> learn -> pack -> describe ->
//   (cut -> shard… -> core -> proof…) -> free
// Texts and values are written where ag_trainer_buffer says, and used before the call returns.
#pragma once

#include <cstdint>

#include "abi/scorer_abi.h"

extern "C" {

struct AgTrainer;

AgTrainer* ag_trainer_new();
void ag_trainer_free(AgTrainer* trainer);
const AgResponse* ag_trainer_response(const AgTrainer* trainer);

// `size` bytes to write arguments into, aligned to 8; good until the next ag_trainer_buffer.
void* ag_trainer_buffer(AgTrainer* trainer, std::uint32_t size);

// Appends little-endian values to a column of train/training_columns.h.
std::uint32_t ag_trainer_put(AgTrainer* trainer, const char* name, std::uint32_t name_size,
                             const void* values, std::uint32_t size);
// Makes room for that many values more.
std::uint32_t ag_trainer_reserve(AgTrainer* trainer, const char* name, std::uint32_t name_size,
                                 std::uint32_t values);
// A section the model only carries: words. `tag` is four characters.
std::uint32_t ag_trainer_section(AgTrainer* trainer, const char* tag, const void* bytes,
                                 std::uint32_t size);

// The shop's own templates, over ours: for each file u32 size of its name, u32 size of its text,
// the name, the text. Compiled into the section TMPL; without this call pack puts ours in.
std::uint32_t ag_trainer_templates(AgTrainer* trainer, const void* files, std::uint32_t size);

// The merchant's offers, as JSON of abi/offers_json.h, into the section OFFR. Before pack.
std::uint32_t ag_trainer_offers(AgTrainer* trainer, const char* offers, std::uint32_t size);

// Learning can be divided: other trainers that were given the columns "full." alone solve ranges of
// the targets, while the one with everything else chooses. Jobs are [{"kind":"together|next",
// "lambda":1,"proportional":false}]; what is learned does not depend on how it was divided.
//
//   jobs -> choose -> weights… -> learn      (the others: new -> put… -> solve…)
//
// {"objective":…,"neighbours":…} -> the jobs that choose most likely ends with, to begin before it
// is done; none for "together".
std::uint32_t ag_trainer_jobs(AgTrainer* trainer, const char* options, std::uint32_t size);
// {"objective":…,"neighbours":…} -> the jobs. Uses up the counts of "fit." and the contexts.
std::uint32_t ag_trainer_choose(AgTrainer* trainer, const char* options, std::uint32_t size);
// {"kind":…,"lambda":…,"proportional":…,"from":0,"to":100} -> the weights of these targets
// (train/weight_parts.h).
std::uint32_t ag_trainer_solve(AgTrainer* trainer, const char* job, std::uint32_t size);
// After choose: what solve answered to {"kind":…,"targets":100}; ranges in their order.
std::uint32_t ag_trainer_weights(AgTrainer* trainer, const char* part, std::uint32_t part_size,
                                 const void* weights, std::uint32_t size);

// {"objective":"next|together","neighbours":16} -> {"edges":…,"calibration_knots":…,
// "settings":{…}}: what was chosen. Does itself what was not done before it. Uses up the counts and
// contexts.
std::uint32_t ag_trainer_learn(AgTrainer* trainer, const char* options, std::uint32_t size);

// The settings that are not learned, each optional, as JSON: window_days, margin_share, reserve,
// places, places_per_category, exploration_share, holdout_share, currency, trained_until -> the
// model file. Uses up everything else.
std::uint32_t ag_trainer_pack(AgTrainer* trainer, const char* settings, std::uint32_t size);
// After pack: {"checksum":…,"skus":…,"edges":…,"sections":[{"tag":"…","bytes":…}]}, read back from
// the file.
std::uint32_t ag_trainer_describe(AgTrainer* trainer);

// After pack, once: cuts the model into a core and shards (model/shard_writer.h). Answers
// {"model":"<checksum of the whole>","shards":…,"skus":…}. Then every shard, the core, which
// vouches for them, and the proof that the file of each shard ends with.
std::uint32_t ag_trainer_cut(AgTrainer* trainer);
std::uint32_t ag_trainer_shard(AgTrainer* trainer, std::uint32_t number);
std::uint32_t ag_trainer_core(AgTrainer* trainer);
std::uint32_t ag_trainer_proof(AgTrainer* trainer, std::uint32_t number);

// A model file packed before, with the sections and templates put here in the place of its own.
// Needs nothing else.
std::uint32_t ag_trainer_refit(AgTrainer* trainer, const void* model, std::uint32_t size);

// {"currency":"EUR","valid_from":…,"valid_until":…,"skus":[{"sku","price","stock","blocked"}],
// "offers":[{"offer_id","on"}]} -> an overlay file (model/overlay.h). Times are Unix seconds,
// prices decimal text in `currency`, all but sku, offer_id and on may be left out. Needs nothing
// else.
std::uint32_t ag_trainer_overlay(AgTrainer* trainer, const char* overlay, std::uint32_t size);

}  // extern "C"
