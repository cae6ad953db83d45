#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "page/tokenizer.h"

namespace afterglow {
namespace {

// Writes tokens down one per line; text that comes in pieces is joined.
class Recorder final : public TokenSink {
 public:
  explicit Recorder(bool cdata = false) : cdata_(cdata) {}
  ContentModel StartTag(const Tag& tag) override {
    Line("<" + Attributes(tag) + (tag.self_closing ? " /" : ""), tag.begin, tag.end);
    return FindElement(tag.key).content;
  }
  void EndTag(const Tag& tag) override { Line("</" + Attributes(tag), tag.begin, tag.end); }
  void Text(std::string_view piece, std::uint64_t offset) override { Piece("text", piece, offset); }
  void RawText(std::string_view piece, std::uint64_t offset) override {
    Piece("raw", piece, offset);
  }
  void Comment(std::uint64_t begin, std::uint64_t end) override { Line("comment", begin, end); }
  void Doctype(std::uint64_t begin, std::uint64_t end) override { Line("doctype", begin, end); }
  bool AllowsCdata() override { return cdata_; }

  std::string Take() {
    Flush();
    return log_;
  }

 private:
  static std::string Attributes(const Tag& tag) {
    std::string text(tag.name());
    for (std::size_t i = 0; i < tag.attribute_count(); ++i) {
      text += " " + std::string(tag.attribute_name(i)) + "=" + std::string(tag.attribute_value(i));
    }
    return text;
  }
  void Line(const std::string& what, std::uint64_t begin, std::uint64_t end) {
    Flush();
    log_ += what + " @" + std::to_string(begin) + "-" + std::to_string(end) + "\n";
  }
  void Piece(const char* kind, std::string_view piece, std::uint64_t offset) {
    if (!text_.empty() && offset != begin_ + text_.size()) Flush();
    if (text_.empty()) begin_ = offset;
    kind_ = kind;
    text_ += piece;
  }
  void Flush() {
    if (text_.empty()) return;
    log_ += kind_ + " " + text_ + " @" + std::to_string(begin_) + "\n";
    text_.clear();
  }

  bool cdata_;
  std::string log_, text_, kind_;
  std::uint64_t begin_ = 0;
};

std::string Tokens(const std::vector<std::string_view>& chunks, bool cdata = false) {
  Recorder recorder(cdata);
  Tokenizer tokenizer(recorder);
  bool ok = true;
  for (const std::string_view chunk : chunks) ok = ok && tokenizer.Write(chunk);
  ok = ok && tokenizer.End();
  return recorder.Take() + (ok ? "" : "error: " + tokenizer.error().message + "\n");
}

TEST(Tokenizer, ReadsAttributesInEveryWritingTheStandardKnows) {
  EXPECT_EQ(Tokens({"<a b c=d e='f>' g=\"h'\"i = j/k l=/>"}),
            "<a b= c=d e=f> g=h' i=j/k l=/ @0-34\n");
  EXPECT_EQ(Tokens({"<A\tHref=x\n/><br/><p/ x>"}),
            "<A Href=x / @0-12\n<br / @12-17\n<p x= @17-23\n");
  EXPECT_EQ(Tokens({"<a =b=c \"d\" e=>"}), "<a =b=c \"d\"= e= @0-15\n");
  EXPECT_EQ(Tokens({"</p class=x>"}), "</p class=x @0-12\n");
}

TEST(Tokenizer, TakesALessThanSignThatOpensNothingAsText) {
  EXPECT_EQ(Tokens({"a < b <3 <"}), "text a < b <3 < @0\n");
  EXPECT_EQ(Tokens({"a</"}), "text a</ @0\n");
  EXPECT_EQ(Tokens({"a</>b"}), "text a @0\ntext b @4\n");
}

TEST(Tokenizer, EndsCommentsWhereBrowsersDo) {
  EXPECT_EQ(Tokens({"<!-->a"}), "comment @0-5\ntext a @5\n");
  EXPECT_EQ(Tokens({"<!--->a"}), "comment @0-6\ntext a @6\n");
  EXPECT_EQ(Tokens({"<!-- -- > --!- --!>a"}), "comment @0-19\ntext a @19\n");
  EXPECT_EQ(Tokens({"<!-- <p> --->a"}), "comment @0-13\ntext a @13\n");
  EXPECT_EQ(Tokens({"<!--<!-->a"}), "comment @0-9\ntext a @9\n");
  EXPECT_EQ(Tokens({"<!-- a"}), "comment @0-6\n");
}

TEST(Tokenizer, ReadsBogusCommentsToTheFirstGreaterThanSign) {
  EXPECT_EQ(Tokens({"<?php a('>') ?>"}), "comment @0-10\ntext ') ?> @10\n");
  EXPECT_EQ(Tokens({"<!ELEMENT \">\">"}), "comment @0-12\ntext \"> @12\n");
  EXPECT_EQ(Tokens({"</ p>a"}), "comment @0-5\ntext a @5\n");
  EXPECT_EQ(Tokens({"<!->a"}), "comment @0-4\ntext a @4\n");
  EXPECT_EQ(Tokens({"<![CDATA[ <p> ]]>"}), "comment @0-13\ntext  ]]> @13\n");
}

TEST(Tokenizer, ReadsDoctypesAndCdata) {
  EXPECT_EQ(Tokens({"<!DocType html PUBLIC \"a>b\">"}), "doctype @0-25\ntext b\"> @25\n");
  EXPECT_EQ(Tokens({"<![CDATA[ <p> ]] ]]]>a"}, true), "text  <p> ]] ] @9\ntext a @21\n");
}

TEST(Tokenizer, EndsRawTextOnlyAtItsOwnEndTag) {
  EXPECT_EQ(Tokens({"<title><b></titlex></TITLE >a"}),
            "<title @0-7\nraw <b></titlex> @7\n</TITLE @19-28\ntext a @28\n");
  EXPECT_EQ(Tokens({"<style></style/>a"}), "<style @0-7\n</style @7-16\ntext a @16\n");
  EXPECT_EQ(Tokens({"<plaintext></plaintext>"}), "<plaintext @0-11\nraw </plaintext> @11\n");
}

TEST(Tokenizer, KnowsTheEscapesOfScripts) {
  EXPECT_EQ(Tokens({"<script><!--<script></script>--></script>a"}),
            "<script @0-8\nraw <!--<script></script>--> @8\n</script @32-41\ntext a @41\n");
  EXPECT_EQ(Tokens({"<script><!--<script></script></script>a"}),
            "<script @0-8\nraw <!--<script></script> @8\n</script @29-38\ntext a @38\n");
  EXPECT_EQ(Tokens({"<script><!--</script>-->"}),
            "<script @0-8\nraw <!-- @8\n</script @12-21\ntext --> @21\n");
  EXPECT_EQ(Tokens({"<script>a<b</scripty></script>"}),
            "<script @0-8\nraw a<b</scripty> @8\n</script @21-30\n");
}

TEST(Tokenizer, RefusesATagBeyondItsLimitHoweverItIsCut) {
  const std::string page = "<p " + std::string(kLargestTag, 'a') + ">";
  const std::string_view view = page;
  EXPECT_EQ(Tokens({view}), "error: a tag of the page is longer than 256 KiB\n");
  EXPECT_EQ(Tokens({view.substr(0, 1000), view.substr(1000)}),
            "error: a tag of the page is longer than 256 KiB\n");
  EXPECT_EQ(Tokens({view.substr(0, page.size() - 1)}),
            "error: a tag of the page is longer than 256 KiB\n");
}

TEST(Tokenizer, ReadsOverAnOverLongValueHoweverItIsCut) {
  const std::string page = "<p data-page='" + std::string(3 * kLargestTag, '>') + "' id=a>b";
  const std::string_view view = page;
  const std::string size = std::to_string(page.size() - 1);
  const std::string expected = "<p data-page= id=a @0-" + size + "\ntext b @" + size + "\n";
  EXPECT_EQ(Tokens({view}), expected);
  EXPECT_EQ(Tokens({view.substr(0, 100000), view.substr(100000, 200000), view.substr(300000)}),
            expected);
}

TEST(Tokenizer, GivesTheSameTokensForEveryCut) {
  const std::string_view page =
      "\xef\xbb\xbf<!doctype html><html lang=\"en\"><!-- a -- b --!><head><title>a</ti<b></title>"
      "<script nonce=x><!-- <script a></script b> --> </scrip></script>"
      "<script>if (a<b) '<!-';</script ></head><body class='a b'c=d/ e = f>a < b </> & </ x>"
      "<?pi?><!a><![CDATA[x]]y]]]]><svg><![CDATA[<p>]]></svg><textarea></textare></textarea>"
      "<p><br/></p><!--><!--->c<!----><img alt=\"a>b\"></body></html>\n<";
  for (const bool cdata : {false, true}) {
    const std::string whole = Tokens({page}, cdata);
    std::vector<std::string_view> bytes;
    for (std::size_t i = 0; i < page.size(); ++i) {
      EXPECT_EQ(Tokens({page.substr(0, i), page.substr(i)}, cdata), whole) << i;
      bytes.push_back(page.substr(i, 1));
    }
    EXPECT_EQ(Tokens(bytes, cdata), whole);
  }
}

}  // namespace
}  // namespace afterglow
