// Nosto's order tagging is hidden HTML, not JSON:
//
//   <div class="nosto_purchase_order" style="display:none">
//     <span class="order_number">1001</span>
//     <div class="purchased_items"><div class="line_item"><span class="product_id">406</span>
//       <span class="quantity">1</span><span class="unit_price">49.90</span>
//       <span class="price_currency_code">EUR</span></div></div></div>
//
// Whoever finds it in a page hands over the text of these elements, by class, as it stands there:
//
//   {"nosto":{"order_number":"1001","lines":[{"product_id":"406","quantity":"1",
//     "unit_price":"49.90","price_currency_code":"EUR"}]}}
//
// An element that is not there is left out. Nothing else of the tagging (the buyer's name and
// e-mail address above all) is taken.
#pragma once

#include "order/json_tree.h"
#include "order/order.h"

namespace afterglow {

bool IsNostoOrder(JsonValue value);
Result<Order> ReadNostoOrder(JsonValue value);

}  // namespace afterglow
