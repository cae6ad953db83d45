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
#include "order/order_format.h"

namespace afterglow {
namespace {

// Shipping, discounts and gift wrapping are lines of this product.
const char* NoProduct(JsonValue, JsonValue line) {
  const bool none = Trimmed(line["product_id"].text()) == "-1";
  return none ? "it is no product, but a fee or a discount" : nullptr;
}

}  // namespace

constinit const OrderFormat kNosto = {
    .paths =
        OrderPaths{
            .name = "nosto",
            .lines = "nosto.lines",
            .id = "nosto.order_number",
            .currency = "nosto.lines.0.price_currency_code",
            .sku = "product_id",
            .quantity = "quantity",
            .price = "unit_price",
            .price_currency = "price_currency_code",
        },
    .no_product = NoProduct,
};

}  // namespace afterglow
