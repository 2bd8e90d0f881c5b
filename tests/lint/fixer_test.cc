#include "lint/fixer.h"

#include <gtest/gtest.h>

namespace fairlead::testing {
namespace {

class Fixing : public ::testing::Test {
 protected:
  Edit edit(std::uint32_t begin, std::uint32_t end, std::string replacement) const {
    return {{source_, begin, end}, std::move(replacement)};
  }
  bool add(std::vector<Edit> edits) { return fixer_.add({"", std::move(edits)}); }
  std::string text() const {
    const auto texts = fixer_.texts();
    return texts.empty() ? "as it was" : texts.at("a.yaml");
  }

  SourceMap sources_;
  SourceId source_ = sources_.add_written("a.yaml", "0123456789");
  Fixer fixer_{sources_};
};

TEST_F(Fixing, EditsStandBesideEachOther) {
  EXPECT_EQ(text(), "as it was");
  EXPECT_TRUE(add({edit(8, 10, "x"), edit(0, 2, "")}));
  EXPECT_TRUE(add({edit(2, 4, "long")}));
  EXPECT_TRUE(add({edit(4, 4, "+")}));
  EXPECT_EQ(text(), "long+4567x");
}

TEST_F(Fixing, AFixIsTakenWholeOrNotAtAll) {
  EXPECT_TRUE(add({edit(2, 5, "abc")}));
  EXPECT_FALSE(add({edit(8, 9, "x"), edit(4, 6, "y")}));
  EXPECT_FALSE(add({edit(0, 3, "y")}));
  EXPECT_FALSE(add({edit(0, 10, "y")}));
  EXPECT_FALSE(add({edit(3, 3, "y")}));
  EXPECT_FALSE(add({edit(2, 2, "y")}));
  EXPECT_FALSE(add({edit(2, 5, "y")}));
  EXPECT_EQ(text(), "01abc56789");
}

TEST_F(Fixing, WhatTwoFixesHaveInCommonIsDoneOnce) {
  EXPECT_TRUE(add({edit(2, 2, "a")}));
  EXPECT_TRUE(add({edit(2, 2, "a"), edit(5, 6, "b")}));
  EXPECT_EQ(text(), "01a234b6789");
}

TEST_F(Fixing, WhatChangesNothingIsNotNamed) {
  EXPECT_TRUE(add({edit(2, 4, "23")}));
  EXPECT_EQ(text(), "as it was");
}

}  // namespace
}  // namespace fairlead::testing
