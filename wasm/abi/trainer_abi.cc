#include "abi/trainer_abi.h"

#include <optional>
#include <span>
#include <string>
#include <utility>

#include "abi/offers_json.h"
#include "abi/overlay_json.h"
#include "abi/template_frames.h"
#include "abi/trainer_options.h"
#include "abi/trainer_report.h"
#include "base/json_writer.h"
#include "model/model_writer.h"
#include "model/replace_sections.h"
#include "model/shard_writer.h"
#include "render/template_compiler.h"
#include "train/learner.h"
#include "train/training_columns.h"
#include "train/weight_parts.h"

struct AgTrainer {
  afterglow::TrainingColumns columns;
  std::optional<afterglow::Learner> learner;  // from choose to learn
  std::optional<afterglow::Counts> solving;   // where only weights are solved
  afterglow::Learned learned;
  bool has_learned = false;
  bool has_templates = false;
  std::string description;
  std::optional<afterglow::ModelData> packed;  // until it is cut
  std::optional<afterglow::ShardWriter> shards;
  afterglow::Objective objective = afterglow::Objective::kNext;
  std::vector<std::uint64_t> buffer;
  std::vector<std::uint8_t> answer;
  AgResponse response = {0, 0, nullptr};
};

namespace afterglow {
namespace {

std::uint32_t Answer(AgTrainer* trainer, ErrorCode code, std::vector<std::uint8_t> bytes) {
  trainer->answer = std::move(bytes);
  trainer->response = {static_cast<std::uint32_t>(code),
                       static_cast<std::uint32_t>(trainer->answer.size()), trainer->answer.data()};
  return trainer->response.status;
}

std::uint32_t AnswerText(AgTrainer* trainer, ErrorCode code, const std::string& text) {
  return Answer(trainer, code, {text.begin(), text.end()});
}

std::uint32_t Fail(AgTrainer* trainer, const Error& error) {
  JsonWriter out;
  out.BeginObject();
  out.Key("code").Unsigned(static_cast<std::uint32_t>(error.code));
  out.Key("message").Text(error.message);
  out.Key("offset").Unsigned(error.offset);
  out.EndObject();
  return AnswerText(trainer, error.code, out.Take());
}

std::uint32_t Done(AgTrainer* trainer, const Status& status) {
  return status.ok() ? Answer(trainer, ErrorCode::kOk, {}) : Fail(trainer, status.error());
}

Status PutTemplates(AgTrainer* trainer, std::span<const TemplateFile> files) {
  Result<std::vector<std::uint8_t>> section = CompileShopTemplates(files);
  if (!section.ok()) return section.error();
  trainer->columns.PutSection({'T', 'M', 'P', 'L'}, section.value());
  trainer->has_templates = true;
  return Nothing{};
}

std::uint32_t AnswerFile(AgTrainer* trainer, Result<std::vector<std::uint8_t>> file) {
  return file.ok() ? Answer(trainer, ErrorCode::kOk, std::move(file.value()))
                   : Fail(trainer, file.error());
}

// Reads the options, and chooses on the columns that are there.
Status ChooseOn(AgTrainer* trainer, std::string_view text) {
  const Result<LearnOptions> options = ReadLearnOptions(text);
  if (!options.ok()) return options.error();
  Result<LearnInput> input = trainer->columns.TakeLearnInput();
  if (!input.ok()) return input.error();
  input.value().objective = trainer->objective = options.value().objective;
  input.value().neighbours = options.value().neighbours;
  trainer->learner.emplace();
  return trainer->learner->Choose(std::move(input.value()), {});
}

Bytes BytesAt(const void* bytes, std::uint32_t size) {
  return {static_cast<const std::uint8_t*>(bytes), size};
}

}  // namespace
}  // namespace afterglow

using namespace afterglow;  // NOLINT: the definitions below are C functions

extern "C" {

AG_EXPORT(ag_trainer_new) AgTrainer* ag_trainer_new() { return new AgTrainer; }

AG_EXPORT(ag_trainer_free) void ag_trainer_free(AgTrainer* trainer) { delete trainer; }

AG_EXPORT(ag_trainer_response)
const AgResponse* ag_trainer_response(const AgTrainer* trainer) {
  return trainer == nullptr ? nullptr : &trainer->response;
}

AG_EXPORT(ag_trainer_buffer) void* ag_trainer_buffer(AgTrainer* trainer, std::uint32_t size) {
  if (trainer == nullptr) return nullptr;
  if (trainer->buffer.size() * sizeof(std::uint64_t) < size) {
    trainer->buffer.resize((std::size_t{size} + 7) / 8);
  }
  return trainer->buffer.data();
}

AG_EXPORT(ag_trainer_put)
std::uint32_t ag_trainer_put(AgTrainer* trainer, const char* name, std::uint32_t name_size,
                             const void* values, std::uint32_t size) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  return Done(trainer, trainer->columns.Put({name, name_size}, BytesAt(values, size)));
}

AG_EXPORT(ag_trainer_reserve)
std::uint32_t ag_trainer_reserve(AgTrainer* trainer, const char* name, std::uint32_t name_size,
                                 std::uint32_t values) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  return Done(trainer, trainer->columns.Reserve({name, name_size}, values));
}

AG_EXPORT(ag_trainer_section)
std::uint32_t ag_trainer_section(AgTrainer* trainer, const char* tag, const void* bytes,
                                 std::uint32_t size) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  trainer->columns.PutSection({tag[0], tag[1], tag[2], tag[3]}, BytesAt(bytes, size));
  return Done(trainer, Nothing{});
}

AG_EXPORT(ag_trainer_templates)
std::uint32_t ag_trainer_templates(AgTrainer* trainer, const void* files, std::uint32_t size) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  if (trainer->has_templates) {
    return Fail(trainer, {ErrorCode::kBadArgument, "ag_trainer_templates was called twice", 0});
  }
  Result<std::vector<TemplateFile>> read = ReadTemplateFiles(BytesAt(files, size));
  if (!read.ok()) return Fail(trainer, read.error());
  return Done(trainer, PutTemplates(trainer, read.value()));
}

AG_EXPORT(ag_trainer_offers)
std::uint32_t ag_trainer_offers(AgTrainer* trainer, const char* offers, std::uint32_t size) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  const Result<OfferBook> book = ReadOffersJson({offers, size});
  if (!book.ok()) return Fail(trainer, book.error());
  const Result<std::vector<std::uint8_t>> section = WriteOffers(book.value());
  if (!section.ok()) return Fail(trainer, section.error());
  trainer->columns.PutSection({'O', 'F', 'F', 'R'}, section.value());
  return Done(trainer, Nothing{});
}

AG_EXPORT(ag_trainer_jobs)
std::uint32_t ag_trainer_jobs(AgTrainer* trainer, const char* options, std::uint32_t size) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  const Result<LearnOptions> read = ReadLearnOptions({options, size});
  if (!read.ok()) return Fail(trainer, read.error());
  return AnswerText(trainer, ErrorCode::kOk,
                    DescribeJobs(Learner::JobsBeforeChoosing(read.value().objective)));
}

AG_EXPORT(ag_trainer_choose)
std::uint32_t ag_trainer_choose(AgTrainer* trainer, const char* options, std::uint32_t size) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  if (Status s = ChooseOn(trainer, {options, size}); !s.ok()) return Fail(trainer, s.error());
  return AnswerText(trainer, ErrorCode::kOk, DescribeJobs(trainer->learner->jobs()));
}

AG_EXPORT(ag_trainer_solve)
std::uint32_t ag_trainer_solve(AgTrainer* trainer, const char* job, std::uint32_t size) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  if (!trainer->solving) {
    Result<Counts> counts = trainer->columns.TakeFullCounts();
    if (!counts.ok()) return Fail(trainer, counts.error());
    trainer->solving = std::move(counts.value());
  }
  const Result<SolveOptions> read = ReadSolveOptions({job, size}, trainer->solving->sku_count);
  if (!read.ok()) return Fail(trainer, read.error());
  const SolveOptions& options = read.value();
  const auto solved = SolveWeights(*trainer->solving, options.job.kind,
                                   std::span(&options.job.penalty, 1), options.range);
  return Answer(trainer, ErrorCode::kOk, WriteWeights(solved[0]));
}

AG_EXPORT(ag_trainer_weights)
std::uint32_t ag_trainer_weights(AgTrainer* trainer, const char* part, std::uint32_t part_size,
                                 const void* weights, std::uint32_t size) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  if (!trainer->learner) {
    return Fail(trainer,
                {ErrorCode::kBadArgument, "ag_trainer_weights before ag_trainer_choose", 0});
  }
  Learner& learner = *trainer->learner;
  const Result<WeightsOptions> read = ReadWeightsOptions({part, part_size}, learner.sku_count());
  if (!read.ok()) return Fail(trainer, read.error());
  return Done(trainer, AppendWeights(BytesAt(weights, size), read.value().targets,
                                     learner.sku_count(), learner.weights(read.value().kind)));
}

AG_EXPORT(ag_trainer_learn)
std::uint32_t ag_trainer_learn(AgTrainer* trainer, const char* options, std::uint32_t size) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  if (!trainer->learner) {
    if (Status s = ChooseOn(trainer, {options, size}); !s.ok()) return Fail(trainer, s.error());
  }
  Result<Learned> learned = trainer->learner->Finish();
  trainer->learner.reset();
  if (!learned.ok()) return Fail(trainer, learned.error());
  trainer->learned = std::move(learned.value());
  trainer->has_learned = true;
  return AnswerText(trainer, ErrorCode::kOk, Describe(trainer->learned));
}

AG_EXPORT(ag_trainer_pack)
std::uint32_t ag_trainer_pack(AgTrainer* trainer, const char* settings, std::uint32_t size) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  if (!trainer->has_learned) {
    return Fail(trainer, {ErrorCode::kBadArgument, "ag_trainer_pack before ag_trainer_learn", 0});
  }
  Result<Settings> told = ReadSettings({settings, size});
  if (!told.ok()) return Fail(trainer, told.error());
  if (!trainer->has_templates) {
    if (Status s = PutTemplates(trainer, {}); !s.ok()) return Fail(trainer, s.error());
  }
  told.value().objective = static_cast<std::uint8_t>(trainer->objective);
  trainer->has_learned = false;
  Result<ModelData> data =
      trainer->columns.TakeModelData(std::move(trainer->learned), told.value());
  if (!data.ok()) return Fail(trainer, data.error());
  Result<std::vector<std::uint8_t>> file = WriteModel(data.value());
  if (!file.ok()) return Fail(trainer, file.error());
  trainer->packed = std::move(data.value());
  Result<std::string> description = DescribeFile(file.value());
  if (!description.ok()) return Fail(trainer, description.error());
  trainer->description = std::move(description.value());
  return Answer(trainer, ErrorCode::kOk, std::move(file.value()));
}

AG_EXPORT(ag_trainer_describe) std::uint32_t ag_trainer_describe(AgTrainer* trainer) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  return AnswerText(trainer, ErrorCode::kOk, trainer->description);
}

AG_EXPORT(ag_trainer_cut) std::uint32_t ag_trainer_cut(AgTrainer* trainer) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  if (!trainer->packed) {
    return Fail(trainer, {ErrorCode::kBadArgument, "ag_trainer_cut before ag_trainer_pack", 0});
  }
  Result<ShardWriter> writer = ShardWriter::Make(*trainer->packed, {});
  trainer->packed.reset();
  if (!writer.ok()) return Fail(trainer, writer.error());
  trainer->shards = std::move(writer.value());
  JsonWriter out;
  out.BeginObject();
  out.Key("model").Text(trainer->shards->model_text());
  out.Key("shards").Unsigned(trainer->shards->count());
  out.Key("skus").Unsigned(trainer->shards->sku_count());
  out.EndObject();
  return AnswerText(trainer, ErrorCode::kOk, out.Take());
}

AG_EXPORT(ag_trainer_core) std::uint32_t ag_trainer_core(AgTrainer* trainer) {
  if (trainer == nullptr || !trainer->shards) {
    return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  }
  return AnswerFile(trainer, trainer->shards->Core());
}

AG_EXPORT(ag_trainer_shard)
std::uint32_t ag_trainer_shard(AgTrainer* trainer, std::uint32_t number) {
  if (trainer == nullptr || !trainer->shards || number >= trainer->shards->count()) {
    return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  }
  return AnswerFile(trainer, trainer->shards->Shard(number));
}

AG_EXPORT(ag_trainer_refit)
std::uint32_t ag_trainer_refit(AgTrainer* trainer, const void* model, std::uint32_t size) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  return AnswerFile(trainer,
                    ReplaceSections(BytesAt(model, size), trainer->columns.TakeSections()));
}

AG_EXPORT(ag_trainer_proof)
std::uint32_t ag_trainer_proof(AgTrainer* trainer, std::uint32_t number) {
  if (trainer == nullptr || !trainer->shards || !trainer->shards->has_core() ||
      number >= trainer->shards->count()) {
    return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  }
  return Answer(trainer, ErrorCode::kOk, trainer->shards->Proof(number));
}

AG_EXPORT(ag_trainer_overlay)
std::uint32_t ag_trainer_overlay(AgTrainer* trainer, const char* overlay, std::uint32_t size) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  const Result<OverlayData> data = ReadOverlay({overlay, size});
  if (!data.ok()) return Fail(trainer, data.error());
  return AnswerFile(trainer, WriteOverlay(data.value()));
}

}  // extern "C"
