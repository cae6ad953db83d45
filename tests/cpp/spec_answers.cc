// Prints the native answers to the spec cases: spec_answers MODEL CALLS.json… (see tests/spec/).
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "abi/edge_abi.h"

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kPiece = 7;

struct Answer {
  std::uint32_t status = 0;
  std::string text;
  friend bool operator==(const Answer&, const Answer&) = default;
};

std::string ReadFile(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::uint32_t Size(const std::string& text) { return static_cast<std::uint32_t>(text.size()); }

// After a failure only the message counts: the glue hands out no more.
Answer Take(std::uint32_t status, const AgResponse* response) {
  std::string text(static_cast<const char*>(response->data), response->size);
  if (status != 0) text = Json::parse(text)["message"].get<std::string>();
  return {status, text};
}

std::string Report(AgPage* page) {
  ag_page_report(page);
  Json report = Json::parse(Take(0, ag_page_response(page)).text);
  report.erase("slots");
  report.erase("payloads");
  return report.dump();
}

Answer ThroughPage(AgEngine* engine, const std::string& page, const std::string& context,
                   std::size_t piece) {
  AgPage* session = ag_page_new(engine, context.data(), Size(context));
  const AgResponse* response = ag_page_response(session);
  if (response->status != 0) {
    Answer refused = Take(response->status, response);
    ag_page_free(session);
    return refused;
  }
  std::string out = page;
  const auto take_step = [&] {
    const std::string bytes(static_cast<const char*>(response->data), response->size);
    AgPageStep step;
    std::memcpy(&step, bytes.data(), sizeof step);
    if (step.splice_size != 0) {
      out =
          page.substr(0, step.splice_at) + bytes.substr(sizeof step) + page.substr(step.splice_end);
    }
    return step.done != 0;
  };
  bool done = false;
  for (std::size_t at = 0; at < page.size() && !done; at += piece) {
    const std::string chunk = page.substr(at, piece);
    ag_page_write(session, chunk.data(), Size(chunk));
    done = take_step();
  }
  if (!done) {
    ag_page_end(session);
    take_step();
  }
  Answer answer{0, Report(session) + "\n" + out};
  ag_page_free(session);
  return answer;
}

Answer AnswerTo(AgEngine* engine, const Json& spec) {
  const std::string call = spec["call"];
  const std::string context = spec.contains("context") ? spec["context"].dump() : "{}";
  if (call == "page") {
    const std::string page = spec["page"];
    const Answer whole = ThroughPage(engine, page, context, page.size());
    const Answer cut = ThroughPage(engine, page, context, kPiece);
    return whole == cut ? whole : Answer{99, "whole: " + whole.text + "\nin pieces: " + cut.text};
  }
  const std::string order = spec["order"].dump();
  std::uint32_t status = 0;
  if (call == "decide") {
    status = ag_decide(engine, order.data(), Size(order), context.data(), Size(context));
  } else if (call == "recommend") {
    status = ag_recommend(engine, order.data(), Size(order), spec.value("most", 10U),
                          spec.value("repeats", false) ? 1 : 0);
  } else if (call == "read_order") {
    status = ag_read_order(engine, order.data(), Size(order));
  } else {
    status = ag_render(engine, order.data(), Size(order), context.data(), Size(context));
  }
  Answer answer = Take(status, ag_engine_response(engine));
  if (call == "render" && status == 0) {
    std::uint32_t decision_size = 0;
    std::memcpy(&decision_size, answer.text.data(), sizeof decision_size);
    answer.text =
        answer.text.substr(8, decision_size) + "\n" + answer.text.substr(8 + decision_size);
  }
  return answer;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: spec_answers MODEL CALLS.json...\n", stderr);
    return 2;
  }
  const std::string model = ReadFile(argv[1]);
  AgEngine* engine = ag_engine_new();
  void* bytes = ag_alloc(Size(model));
  std::memcpy(bytes, model.data(), model.size());
  if (ag_load_model(engine, bytes, Size(model)) != 0) {
    std::fprintf(stderr, "%s: %s\n", argv[1], Take(1, ag_engine_response(engine)).text.c_str());
    return 1;
  }
  Json answers = Json::array();
  for (int i = 2; i < argc; ++i) {
    for (const Json& spec : Json::parse(ReadFile(argv[i]))) {
      const Answer answer = AnswerTo(engine, spec);
      answers.push_back({{"name", spec["name"]}, {"status", answer.status}, {"text", answer.text}});
    }
  }
  ag_engine_free(engine);
  std::puts(answers.dump(1).c_str());
  return 0;
}
