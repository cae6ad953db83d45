#include "abi/scorer_abi.h"

#include <cstdlib>
#include <new>
#include <string_view>
#include <utility>

#include "abi/context.h"
#include "abi/engine.h"
#include "base/json_writer.h"
#include "order/order_reader.h"
#include "render/render.h"

namespace {

using namespace afterglow;  // NOLINT: this file is the library's outer face

constexpr std::uint32_t kAbiVersion = 1;
constexpr int kScoreDigits = 6;
constexpr std::uint32_t kMostRecommended = 1000;
constexpr std::uint32_t kBadCall = AgAnswer::kBadCall;

std::string RecommendedToJson(const Model& model, const Order& order,
                              std::span<const Scored> items) {
  JsonWriter json;
  json.BeginObject();
  json.Key("order_id").Text(order.order_id);
  json.Key("items").BeginArray();
  for (const Scored& item : items) {
    json.BeginObject();
    json.Key("sku").Text(model.SkuText(item.sku));
    json.Key("score").Decimal(static_cast<double>(item.score), kScoreDigits);
    json.Key("probability")
        .Decimal(static_cast<double>(model.Probability(item.score)), kScoreDigits);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return json.Take();
}

// What ag_decide and ag_render have in common: what they are asked.
struct Question {
  CallContext context;
  Order order;
};

Status ReadQuestion(const AgEngine& engine, std::string_view order, std::string_view context,
                    Question& question) {
  if (!engine.scorer) return NoModel();
  Status read = ReadContext(context, question.context);
  return read.ok() ? ReadOrder(order, question.order) : read;
}

Decision Answer(AgEngine& engine, const Question& question) {
  return Decide(engine.sources(), question.order, question.context.decision);
}

}  // namespace

extern "C" {

std::uint32_t ag_abi_version() { return kAbiVersion; }

void* ag_alloc(std::uint32_t size) { return std::malloc(size == 0 ? 1 : size); }
void ag_release(void* bytes) { std::free(bytes); }

AgEngine* ag_engine_new() { return new (std::nothrow) AgEngine; }
void ag_engine_free(AgEngine* engine) { delete engine; }

std::uint32_t ag_load_model(AgEngine* engine, void* bytes, std::uint32_t size) {
  if (engine == nullptr || bytes == nullptr || engine->model_bytes != nullptr) {
    std::free(bytes);
    if (engine == nullptr) return kBadCall;
    return engine->answer.Fail(
        {ErrorCode::kBadArgument, "load_model: expected bytes, and an engine without a model", 0});
  }
  Model& model = engine->model.emplace();
  Status good = model.Load({static_cast<const std::uint8_t*>(bytes), size});
  if (good.ok()) good = model.Verify();
  if (!good.ok()) {
    engine->model.reset();
    std::free(bytes);
    return engine->answer.Fail(good.error());
  }
  engine->model_bytes = bytes;
  engine->scorer.emplace(*engine->model);
  return engine->answer.Give(engine->model->checksum_text());
}

std::uint32_t ag_attach_shard(AgEngine* engine, void* bytes, std::uint32_t size) {
  if (engine == nullptr || !engine->model) {
    std::free(bytes);
    return engine == nullptr ? kBadCall : engine->answer.Fail(NoModel());
  }
  const Status attached = engine->model->Attach({static_cast<const std::uint8_t*>(bytes), size});
  if (!attached.ok()) {
    std::free(bytes);
    return engine->answer.Fail(attached.error());
  }
  engine->shard_bytes.push_front(bytes);
  return engine->answer.Give({});
}

std::uint32_t ag_load_overlay(AgEngine* engine, void* bytes, std::uint32_t size) {
  if (engine == nullptr) {
    std::free(bytes);
    return kBadCall;
  }
  std::optional<Overlay> overlay;
  if (bytes != nullptr && size > 0) {
    Status good = overlay.emplace().Load({static_cast<const std::uint8_t*>(bytes), size});
    if (good.ok()) good = overlay->Verify();
    if (!good.ok()) {
      std::free(bytes);
      return engine->answer.Fail(good.error());
    }
  }
  std::free(engine->overlay_bytes);
  engine->overlay_bytes = bytes;
  engine->overlay = overlay;
  return engine->answer.Give({});
}

std::uint32_t ag_read_order(AgEngine* engine, const char* order, std::uint32_t order_size) {
  if (engine == nullptr) return kBadCall;
  Order canonical;
  const Status read = ReadOrder(PassedText(order, order_size), canonical);
  return read.ok() ? engine->answer.Give(OrderToJson(canonical))
                   : engine->answer.Fail(read.error());
}

std::uint32_t ag_recommend(AgEngine* engine, const char* order, std::uint32_t order_size,
                           std::uint32_t most, std::uint32_t repeats) {
  if (engine == nullptr) return kBadCall;
  if (!engine->scorer) return engine->answer.Fail(NoModel());
  if (most > kMostRecommended) {
    return engine->answer.Fail({ErrorCode::kBadArgument, "recommend: expected k up to 1000", 0});
  }
  Order canonical;
  const Status read = ReadOrder(PassedText(order, order_size), canonical);
  if (!read.ok()) return engine->answer.Fail(read.error());
  const std::vector<std::string> basket = SkusOf(canonical);
  const ScoreQuery query = {basket, canonical.customer.prior_skus, most, repeats != 0};
  return engine->answer.Give(
      RecommendedToJson(*engine->model, canonical, engine->scorer->Score(query)));
}

std::uint32_t ag_decide(AgEngine* engine, const char* order, std::uint32_t order_size,
                        const char* context, std::uint32_t context_size) {
  if (engine == nullptr) return kBadCall;
  Question question;
  const Status read = ReadQuestion(*engine, PassedText(order, order_size),
                                   PassedText(context, context_size), question);
  return read.ok() ? engine->answer.Give(DecisionToJson(Answer(*engine, question)))
                   : engine->answer.Fail(read.error());
}

std::uint32_t ag_render(AgEngine* engine, const char* order, std::uint32_t order_size,
                        const char* context, std::uint32_t context_size) {
  if (engine == nullptr) return kBadCall;
  Question question;
  const Status read = ReadQuestion(*engine, PassedText(order, order_size),
                                   PassedText(context, context_size), question);
  if (!read.ok()) return engine->answer.Fail(read.error());
  const Decision decided = Answer(*engine, question);
  const Result<std::string> content = Render(*engine->model, decided, question.context.render);
  if (!content.ok()) return engine->answer.Fail(content.error());
  const std::string decision = DecisionToJson(decided);
  std::string framed;
  AppendRaw(framed, static_cast<std::uint32_t>(decision.size()));
  AppendRaw(framed, static_cast<std::uint32_t>(content.value().size()));
  framed += decision;
  framed += content.value();
  return engine->answer.Give(std::move(framed));
}

const AgResponse* ag_engine_response(const AgEngine* engine) {
  return engine == nullptr ? nullptr : engine->answer.response();
}
}  // extern "C"
