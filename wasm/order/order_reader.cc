#include "order/order_reader.h"

#include "order/json_tree.h"
#include "order/readers.h"

namespace afterglow {
namespace {

struct Reader {
  bool (*accepts)(JsonValue);
  Result<Order> (*read)(JsonValue);
};

// The more telling shapes first.
constexpr Reader kReaders[] = {
    {IsSchemaOrgOrder, ReadSchemaOrgOrder},
    {IsCanonicalOrder, ReadCanonicalOrder},
};

const Reader* ReaderOf(JsonValue value) {
  for (const Reader& reader : kReaders) {
    if (reader.accepts(value)) return &reader;
  }
  return nullptr;
}

}  // namespace

Result<Order> ReadOrder(std::string_view payload) {
  const auto tree = JsonTree::Parse(payload, {kLargestPayload, kDeepestNesting});
  if (!tree.ok()) return tree.error();
  const JsonValue root = tree.value().root();

  // An order stands alone, in a list of things on the page, or in a JSON-LD graph.
  if (const Reader* reader = ReaderOf(root)) return reader->read(root);
  for (const JsonValue list : {root, root["@graph"]}) {
    if (!list.is_array()) continue;
    for (JsonValue one : list) {
      if (const Reader* reader = ReaderOf(one)) return reader->read(one);
      for (JsonValue member : one["@graph"]) {
        if (const Reader* reader = ReaderOf(member)) return reader->read(member);
      }
    }
  }
  return Error{ErrorCode::kBadOrder, "the payload is JSON, but not an order in any known format",
               root.offset()};
}

}  // namespace afterglow
