#include "abi/edge_abi.h"

#include <cstring>
#include <memory>
#include <new>
#include <utility>

#include "abi/context.h"
#include "abi/description.h"
#include "abi/engine.h"
#include "abi/page_session.h"

struct AgPage {
  AgAnswer answer;
  std::unique_ptr<afterglow::PageSession> session;
};

namespace {

using namespace afterglow;  // NOLINT: this file is the library's outer face

constexpr std::uint32_t kBadCall = AgAnswer::kBadCall;

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

extern "C" {

AgPage* ag_page_new(AgEngine* engine, const char* context, std::uint32_t context_size) {
  auto* page = new (std::nothrow) AgPage;
  if (page == nullptr) return nullptr;
  CallContext told;
  told.page = UsualPlaces();
  const Status read = ReadContext(PassedText(context, context_size), told);
  if (!read.ok()) {
    page->answer.Fail(read.error());
    return page;
  }
  std::optional<DecisionSources> sources;
  if (engine != nullptr && engine->scorer) {
    sources.emplace(engine->sources());
  } else if (!told.survey) {
    page->answer.Fail(NoModel());
    return page;
  }
  Result<std::unique_ptr<PageSession>> session = PageSession::Create(sources, std::move(told));
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
  const Status status = page->session->UseOrder(PassedText(order, order_size));
  return status.ok() ? page->answer.Give({}) : page->answer.Fail(status.error());
}

std::uint32_t ag_page_write(AgPage* page, const char* chunk, std::uint32_t chunk_size) {
  if (page == nullptr || !page->session) return kBadCall;
  return GiveStep(*page, page->session->Write(PassedText(chunk, chunk_size)));
}

std::uint32_t ag_page_end(AgPage* page) {
  if (page == nullptr || !page->session) return kBadCall;
  return GiveStep(*page, page->session->End());
}

std::uint32_t ag_page_report(AgPage* page) {
  if (page == nullptr || !page->session) return kBadCall;
  return page->answer.Give(page->session->Report());
}

const AgResponse* ag_page_response(const AgPage* page) {
  return page == nullptr ? nullptr : page->answer.response();
}

std::uint32_t ag_describe(AgEngine* engine, const char* sku, std::uint32_t sku_size) {
  if (engine == nullptr) return kBadCall;
  if (!engine->model) return engine->answer.Fail(NoModel());
  if (sku_size == 0) return engine->answer.Give(DescribeModel(*engine->model));
  Result<std::string> text = DescribeSku(*engine->model, PassedText(sku, sku_size));
  return text.ok() ? engine->answer.Give(std::move(text.value()))
                   : engine->answer.Fail(text.error());
}

}  // extern "C"
