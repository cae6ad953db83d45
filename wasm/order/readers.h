// One reader per payload format. `Is…` looks at the shape alone; `Read…` is called on what it
// accepted. Format names as in Order::format.
#pragma once

#include "order/json_tree.h"
#include "order/order.h"

namespace afterglow {

// The design's own form.
bool IsCanonicalOrder(JsonValue value);
Result<Order> ReadCanonicalOrder(JsonValue value);

// schema.org Order as JSON-LD or Gmail markup.
bool IsSchemaOrgOrder(JsonValue value);
Result<Order> ReadSchemaOrgOrder(JsonValue value);

}  // namespace afterglow
