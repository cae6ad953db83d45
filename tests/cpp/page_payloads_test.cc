#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "page/data_layer.h"
#include "page/js_literal.h"
#include "page_scan.h"

namespace afterglow {
namespace {

std::string Json(std::string_view script) {
  JsLiteralReader reader(script, 0);
  std::string json;
  return reader.ReadValue(json) ? json : std::string("no: ") + reader.problem();
}

TEST(JsLiteral, BecomesJson) {
  EXPECT_EQ(Json("{a:1,'b':\"c\",$d_9:[true,false,null,undefined,void 0,!0,!1,],}"),
            R"({"a":1,"b":"c","$d_9":[true,false,null,null,null,true,false]})");
  EXPECT_EQ(Json("[.5, 5., -1.25e+3, +7, 0, 0.10]"), "[0.5,5,-1.25e+3,7,0,0.10]");
  EXPECT_EQ(
      Json(R"(["it's", 'say "hi"', 'a\'b\/c', `t\n`, "\x41\u00e9\u{1F600}", "\ud83d\ude00"])"),
      R"(["it's","say \u0022hi\u0022","a'b/c","t\u000a","Aé😀","\ud83d\ude00"])");
  EXPECT_EQ(Json("{ // one\n a /* two */ : /* three */ 1 /* four */ , // five\n 3:2 }"),
            R"({"a":1,"3":2})");
  EXPECT_EQ(Json("'a\\\nb'"), "\"ab\"");
  EXPECT_EQ(Json("{}"), "{}");
}

TEST(JsLiteral, IsRefusedWhenSomethingWouldHaveToRun) {
  for (const char* script :
       {"{a:b}",       "{a}",      "{a:f()}",   "{[a]:1}",     "{...a}",  "{a(){}}",
        "{get a(){}}", "{a:1+1}",  "{a:'b'+c}", "{a:`x${y}`}", "[1,,2]",  "{a:new Date()}",
        "{a:-b}",      "{a:0x1f}", "{a:1_0}",   "{a:10n}",     "{a:/x/}", "{a:{}.b}",
        "{a:[1][0]}",  "{a:!b}",   "{a:()=>1}", "{a:true.b}"}) {
    EXPECT_EQ(Json(script), "no: it is computed when the page runs") << script;
  }
  EXPECT_EQ(Json("{a:010}"), "no: it has an octal number");
  EXPECT_EQ(Json("'\\012'"), "no: it has an octal escape");
}

TEST(JsLiteral, IsRefusedWhenItIsCutOffAnywhere) {
  const std::string_view script = "{a:[1,'b\\u00e9',{\"c\":true}],/*x*/d:null}";
  for (std::size_t i = 0; i < script.size(); ++i) {
    EXPECT_EQ(Json(script.substr(0, i)).substr(0, 3), "no:") << script.substr(0, i);
  }
  EXPECT_EQ(Json(std::string(40, '[')), "no: it nests deeper than 32 levels");
}

std::string Purchases(std::string_view script) {
  std::string text;
  for (const DataLayerFinding& finding : FindPurchases(script)) {
    text += finding.json.empty() ? std::string("no: ") + finding.problem : finding.json;
    text += "\n";
  }
  return text;
}

TEST(DataLayer, GivesThePurchasesOfEveryWayToHandThemOver) {
  const std::string order = "{\"event\":\"purchase\",\"x\":1}";
  EXPECT_EQ(Purchases("dataLayer.push({event:'purchase',x:1})"), order + "\n");
  EXPECT_EQ(
      Purchases("window.dataLayer = window.dataLayer || [];\n"
                "window.dataLayer.push({ecommerce:null});dataLayer.push({event:'purchase',x:1,})"),
      order + "\n");
  EXPECT_EQ(Purchases("(window.dataLayer=window.dataLayer||[]).push({event:'purchase',x:1})"),
            order + "\n");
  EXPECT_EQ(Purchases("window['dataLayer'].push({a:1},{event:'purchase',x:1})"), order + "\n");
  EXPECT_EQ(Purchases("var dataLayer = [{event:'purchase',x:1}];"), "[" + order + "]\n");
  EXPECT_EQ(Purchases("gtag('event', 'purchase', {x:1});"), "[\"event\",\"purchase\",{\"x\":1}]\n");
  EXPECT_EQ(Purchases("dataLayer.push({ecommerce:{purchase:{actionField:{id:'1'}}}})"),
            "{\"ecommerce\":{\"purchase\":{\"actionField\":{\"id\":\"1\"}}}}\n");
}

TEST(DataLayer, PassesOverWhatIsNoCode) {
  EXPECT_EQ(Purchases("// dataLayer.push({event:'purchase'})\n/* gtag('event','purchase',{}) */"),
            "");
  EXPECT_EQ(Purchases("var a = \"dataLayer.push({event:'purchase'})\", b = /'/, c = 1 / 2;"
                      "gtag('event','purchase',{x:1}) // '"),
            "[\"event\",\"purchase\",{\"x\":1}]\n");
  EXPECT_EQ(
      Purchases("mygtag('event','purchase',{}); a.gtag('event','purchase',{});"
                "gtag('event','view_item',{purchase:1}); dataLayerX.push({event:'purchase'})"),
      "");
}

TEST(DataLayer, SaysWhyAPurchaseIsNoLiteral) {
  EXPECT_EQ(Purchases("dataLayer.push({event:'purchase',ecommerce:{items:items}})"),
            "no: it is computed when the page runs\n");
  EXPECT_EQ(Purchases("gtag('event','purchase',getOrder())"),
            "no: it is computed when the page runs\n");
  EXPECT_EQ(Purchases("dataLayer.push(order); // purchase"), "");
}

std::string Payloads(std::string_view page) {
  PageScanner scanner = std::move(PageScanner::Create({}).value());
  if (!scanner.Write(page).ok() || !scanner.End().ok()) return "failed";
  std::string text;
  for (const PayloadFound& found : scanner.payloads()) {
    text += std::string(PayloadSourceText(found.source)) + " " + found.text + "\n";
    EXPECT_EQ(page.substr(static_cast<std::size_t>(found.end) - 1, 1), ">");
  }
  for (const PayloadSkipped& skipped : scanner.skipped_payloads()) text += skipped.reason + "\n";
  return text;
}

TEST(PagePayloads, AreFoundInScriptsThatRun) {
  EXPECT_EQ(Payloads("<script>gtag('event','purchase',{x:'</b>'})</script>"),
            "data-layer [\"event\",\"purchase\",{\"x\":\"</b>\"}]\n");
  EXPECT_EQ(
      Payloads("<script type=\"text/javascript\" >dataLayer.push({transaction_id:1})</script>"),
      "data-layer {\"transaction_id\":1}\n");
  EXPECT_EQ(Payloads("<script type=text/template>gtag('event','purchase',{})</script>"
                     "<script src=x>gtag('event','purchase',{})</script>"),
            "");
  EXPECT_EQ(
      Payloads("<script>gtag('event','purchase',{x:" + std::string(70000, ' ') + "1})</script>"),
      "the script is longer than 64 KiB\n");
}

constexpr std::string_view kNosto =
    "<div class='nosto_purchase_order' style='display:none'><span class=order_number>M&amp;1</span>"
    "<div class=buyer><span class=first_name>Ada</span></div><div class='purchased_items'>"
    "<div class='line_item'><span class='product_id'> 406 </span><span class=quantity>1</span>"
    "<span class=unit_price>49<!-- -->.90</span><span class=price_currency_code>EUR</span></div>"
    "<div class='x line_item'><span class='product_id'>407</span></div></div></div>";

TEST(PagePayloads, AreReadFromNostosTags) {
  EXPECT_EQ(Payloads(kNosto),
            "dom-tags {\"nosto\":{\"order_number\":\"M\\u0026"
            "1\",\"lines\":[{\"product_id\":\"406\","
            "\"quantity\":\"1\",\"unit_price\":\"49.90\",\"price_currency_code\":\"EUR\"},"
            "{\"product_id\":\"407\"}]}}\n");
  EXPECT_EQ(Payloads("<template>" + std::string(kNosto) + "</template>"), "");
  EXPECT_EQ(Payloads("<div class=nosto_purchase_orders></div><div class=nosto_purchase_order>"),
            "");
}

TEST(PagePayloads, AreTheSameForEveryCut) {
  const std::string page =
      std::string(kNosto) + "<script>dataLayer.push({event:'purchase',a:\"\\u00e9<\"})</script>";
  const std::string whole = ScanWhole({}, page);
  EXPECT_NE(whole.find("data-layer"), std::string::npos);
  const std::string_view view = page;
  std::vector<std::string_view> bytes;
  for (std::size_t i = 0; i < page.size(); ++i) {
    EXPECT_EQ(ScanChunks({}, {view.substr(0, i), view.substr(i)}), whole) << i;
    bytes.push_back(view.substr(i, 1));
  }
  EXPECT_EQ(ScanChunks({}, bytes), whole);
}

TEST(PagePayloads, LeaveOutATextThatIsTooLongHoweverItIsCut) {
  const std::string fits(256, '7'), too_long(257, '7');
  for (const std::string& number : {fits, too_long}) {
    const std::string page = "<div class=nosto_purchase_order><p class=order_number>" + number +
                             "</p><p class=line_item></p></div>";
    const std::string whole = ScanWhole({}, page);
    EXPECT_EQ(whole.find("order_number\":") != std::string::npos, number == fits);
    const std::string_view view = page;
    for (std::size_t i = 0; i < page.size(); ++i) {
      EXPECT_EQ(ScanChunks({}, {view.substr(0, i), view.substr(i)}), whole) << i;
    }
  }
}

}  // namespace
}  // namespace afterglow
