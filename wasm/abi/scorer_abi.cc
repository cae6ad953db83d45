#include "abi/scorer_abi.h"

#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>

#include "abi/context.h"
#include "abi/description.h"
#include "abi/engine.h"
#include "base/json_writer.h"
#include "order/order_reader.h"
#include "render/render.h"

namespace {

using namespace afterglow;  // NOLINT: this file is the whole library's outer face

constexpr std::uint32_t kAbiVersion = 1;
constexpr int kScoreDigits = 6;
constexpr std::uint32_t kMostRecommended = 1000;
constexpr std::uint32_t kBadCall = static_cast<std::uint32_t>(ErrorCode::kBadArgument);

std::string_view View(const char* text, std::uint32_t size) {
  return text == nullptr ? std::string_view() : std::string_view(text, size);
}

std::string_view ErrorName(ErrorCode code) {
  switch (code) {
    case ErrorCode::kOk:
      return "ok";
    case ErrorCode::kBadArgument:
      return "bad-argument";
    case ErrorCode::kBadJson:
      return "bad-json";
    case ErrorCode::kBadOrder:
      return "bad-order";
    case ErrorCode::kLimit:
      return "limit";
    case ErrorCode::kBadModel:
      return "bad-model";
    case ErrorCode::kModelVersion:
      return "model-version";
    case ErrorCode::kModelChecksum:
      return "model-checksum";
    case ErrorCode::kNoModel:
      return "no-model";
    case ErrorCode::kBadOverlay:
      return "bad-overlay";
    case ErrorCode::kBadTemplate:
      return "bad-template";
    case ErrorCode::kBadOffers:
      return "bad-offers";
    case ErrorCode::kBadPage:
      return "bad-page";
    case ErrorCode::kBadTrainingData:
      return "bad-training-data";
  }
  return "unknown";
}

template <typename T>
void AppendRaw(std::string& out, T value) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  out.append(bytes, sizeof(T));
}

Error NoModel() {
  return {ErrorCode::kNoModel, "no model is loaded: expected ag_load_model before this call", 0};
}

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

const Overlay* OverlayOf(const AgEngine& engine) {
  return engine.overlay ? &*engine.overlay : nullptr;
}

// What ag_decide and ag_render have in common: order and context read, and the decision made.
struct Decided {
  CallContext context;
  Decision decision;
};

Status DecideFor(AgEngine& engine, std::string_view order_text, std::string_view context_text,
                 Decided& decided) {
  if (!engine.scorer) return NoModel();
  Result<CallContext> context = ReadContext(context_text);
  if (!context.ok()) return context.error();
  const Result<Order> order = ReadOrder(order_text);
  if (!order.ok()) return order.error();
  decided.context = std::move(context.value());
  decided.decision = Decide({*engine.model, *engine.scorer, OverlayOf(engine)}, order.value(),
                            decided.context.decision);
  return Nothing{};
}

std::uint32_t GiveStep(AgPage& page, const PageStep& step) {
  AgPageStep raw;
  std::memset(&raw, 0, sizeof raw);
  raw.release = step.release;
  raw.splice_at = step.splice_at;
  raw.splice_end = step.splice_end;
  raw.splice_size = static_cast<std::uint32_t>(step.splice.size());
  raw.done = step.done ? 1 : 0;
  std::string bytes;
  AppendRaw(bytes, raw);
  bytes += step.splice;
  return page.answer.Give(std::move(bytes));
}

}  // namespace

std::uint32_t AgAnswer::Give(std::string bytes) {
  bytes_ = std::move(bytes);
  response_ = {0, static_cast<std::uint32_t>(bytes_.size()), bytes_.data()};
  return 0;
}

std::uint32_t AgAnswer::Fail(const Error& error) {
  JsonWriter json;
  json.BeginObject();
  json.Key("code").Unsigned(static_cast<std::uint32_t>(error.code));
  json.Key("name").Text(ErrorName(error.code));
  json.Key("message").Text(error.message);
  json.Key("offset").Unsigned(error.offset);
  json.EndObject();
  Give(json.Take());
  response_.status = static_cast<std::uint32_t>(error.code);
  return response_.status;
}

AgEngine::~AgEngine() {
  std::free(model_bytes);
  std::free(overlay_bytes);
  for (void* bytes : shard_bytes) std::free(bytes);
}

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
  Result<Model> model = Model::Open({static_cast<const std::uint8_t*>(bytes), size});
  const Status verified = model.ok() ? model.value().Verify() : Status(model.error());
  if (!verified.ok()) {
    std::free(bytes);
    return engine->answer.Fail(verified.error());
  }
  engine->model_bytes = bytes;
  engine->model.emplace(std::move(model.value()));
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
  engine->shard_bytes.push_back(bytes);
  return engine->answer.Give({});
}

std::uint32_t ag_load_overlay(AgEngine* engine, void* bytes, std::uint32_t size) {
  if (engine == nullptr) {
    std::free(bytes);
    return kBadCall;
  }
  std::optional<Overlay> overlay;
  if (bytes != nullptr && size > 0) {
    Result<Overlay> opened = Overlay::Open({static_cast<const std::uint8_t*>(bytes), size});
    const Status verified = opened.ok() ? opened.value().Verify() : Status(opened.error());
    if (!verified.ok()) {
      std::free(bytes);
      return engine->answer.Fail(verified.error());
    }
    overlay = opened.value();
  }
  std::free(engine->overlay_bytes);
  engine->overlay_bytes = bytes;
  engine->overlay = overlay;
  return engine->answer.Give({});
}

std::uint32_t ag_describe(AgEngine* engine, const char* sku, std::uint32_t sku_size) {
  if (engine == nullptr) return kBadCall;
  if (!engine->model) return engine->answer.Fail(NoModel());
  if (sku_size == 0) return engine->answer.Give(DescribeModel(*engine->model));
  Result<std::string> text = DescribeSku(*engine->model, View(sku, sku_size));
  return text.ok() ? engine->answer.Give(std::move(text.value()))
                   : engine->answer.Fail(text.error());
}

std::uint32_t ag_read_order(AgEngine* engine, const char* order, std::uint32_t order_size) {
  if (engine == nullptr) return kBadCall;
  const Result<Order> read = ReadOrder(View(order, order_size));
  return read.ok() ? engine->answer.Give(OrderToJson(read.value()))
                   : engine->answer.Fail(read.error());
}

std::uint32_t ag_recommend(AgEngine* engine, const char* order, std::uint32_t order_size,
                           std::uint32_t most, std::uint32_t repeats) {
  if (engine == nullptr) return kBadCall;
  if (!engine->scorer) return engine->answer.Fail(NoModel());
  if (most > kMostRecommended) {
    return engine->answer.Fail({ErrorCode::kBadArgument, "recommend: expected k up to 1000", 0});
  }
  const Result<Order> read = ReadOrder(View(order, order_size));
  if (!read.ok()) return engine->answer.Fail(read.error());
  std::vector<std::string> basket;
  for (const OrderLine& line : read.value().lines) basket.push_back(line.sku);
  const ScoreQuery query = {basket, read.value().customer.prior_skus, most, repeats != 0};
  return engine->answer.Give(
      RecommendedToJson(*engine->model, read.value(), engine->scorer->Score(query)));
}

std::uint32_t ag_decide(AgEngine* engine, const char* order, std::uint32_t order_size,
                        const char* context, std::uint32_t context_size) {
  if (engine == nullptr) return kBadCall;
  Decided decided;
  const Status status =
      DecideFor(*engine, View(order, order_size), View(context, context_size), decided);
  return status.ok() ? engine->answer.Give(DecisionToJson(decided.decision))
                     : engine->answer.Fail(status.error());
}

std::uint32_t ag_render(AgEngine* engine, const char* order, std::uint32_t order_size,
                        const char* context, std::uint32_t context_size) {
  if (engine == nullptr) return kBadCall;
  Decided decided;
  const Status status =
      DecideFor(*engine, View(order, order_size), View(context, context_size), decided);
  if (!status.ok()) return engine->answer.Fail(status.error());
  const Result<std::string> content =
      Render(*engine->model, decided.decision, decided.context.render);
  if (!content.ok()) return engine->answer.Fail(content.error());
  const std::string decision = DecisionToJson(decided.decision);
  std::string framed;
  AppendRaw(framed, static_cast<std::uint32_t>(decision.size()));
  AppendRaw(framed, static_cast<std::uint32_t>(content.value().size()));
  framed += decision;
  framed += content.value();
  return engine->answer.Give(std::move(framed));
}

AgPage* ag_page_new(AgEngine* engine, const char* context, std::uint32_t context_size) {
  auto* page = new (std::nothrow) AgPage;
  if (page == nullptr) return nullptr;
  if (engine == nullptr || !engine->scorer) {
    page->answer.Fail(NoModel());
    return page;
  }
  Result<CallContext> read = ReadContext(View(context, context_size));
  if (!read.ok()) {
    page->answer.Fail(read.error());
    return page;
  }
  Result<std::unique_ptr<PageSession>> session = PageSession::Create(
      {*engine->model, *engine->scorer, OverlayOf(*engine)}, std::move(read.value()));
  if (session.ok()) {
    page->session = std::move(session.value());
  } else {
    page->answer.Fail(session.error());
  }
  return page;
}

void ag_page_free(AgPage* page) { delete page; }

std::uint32_t ag_page_order(AgPage* page, const char* order, std::uint32_t order_size) {
  if (page == nullptr || !page->session) return kBadCall;
  const Status status = page->session->UseOrder(View(order, order_size));
  return status.ok() ? page->answer.Give({}) : page->answer.Fail(status.error());
}

std::uint32_t ag_page_write(AgPage* page, const char* chunk, std::uint32_t chunk_size) {
  if (page == nullptr || !page->session) return kBadCall;
  return GiveStep(*page, page->session->Write(View(chunk, chunk_size)));
}

std::uint32_t ag_page_end(AgPage* page) {
  if (page == nullptr || !page->session) return kBadCall;
  return GiveStep(*page, page->session->End());
}

std::uint32_t ag_page_report(AgPage* page) {
  if (page == nullptr || !page->session) return kBadCall;
  return page->answer.Give(page->session->Report());
}

const AgResponse* ag_engine_response(const AgEngine* engine) {
  return engine == nullptr ? nullptr : engine->answer.response();
}
const AgResponse* ag_page_response(const AgPage* page) {
  return page == nullptr ? nullptr : page->answer.response();
}

}  // extern "C"
