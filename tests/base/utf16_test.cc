#include "base/utf16.h"

#include <gtest/gtest.h>

namespace fairlead {
namespace {

using std::string_literals::operator""s;

TEST(Utf16, IsReadByItsMarkInBothOrders) {
  EXPECT_EQ(as_utf8("\xff\xfe"
                    "a\0:\0"s),
            "a:");
  EXPECT_EQ(as_utf8("\xfe\xff"
                    "\0a\0:"s),
            "a:");
  EXPECT_EQ(as_utf8("\xff\xfe"s), "");
}

TEST(Utf16, OfEveryLength) {
  // U+00FC, U+20AC, U+1F642.
  EXPECT_EQ(as_utf8("\xfe\xff\x00\xfc\x20\xac\xd8\x3d\xde\x42"s),
            "\xc3\xbc\xe2\x82\xac\xf0\x9f\x99\x82");
}

TEST(Utf16, LeavesWhatItIsNot) {
  for (const std::string& text : {""s, "a"s,
                                  "\xff\xfe"
                                  "a"s,                    // half a unit
                                  "\xff\xfe\0\0a\0\0\0"s,  // UTF-32
                                  "\xfe\xff\xd8\x3d"s,     // half a pair
                                  "\xfe\xff\xd8\x3d\0a"s, "\xfe\xff\xde\x42"s, "a\0:\0"s}) {
    EXPECT_EQ(as_utf8(text), text);
  }
}

}  // namespace
}  // namespace fairlead
