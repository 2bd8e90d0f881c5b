// Maps and lists are shared by all who have them, and read lazily.
#include <gtest/gtest.h>

#include "gotemplate/value/heap.h"
#include "tree/document.h"

namespace fairlead::gotemplate {
namespace {

class GotemplateValues : public ::testing::Test {
 protected:
  Value read(std::string_view yaml) {
    const SourceId source = sources_.add_written("v.yaml", std::string(yaml));
    return heap_.thaw(Ref(read_yaml(arena_, sources_, source).documents[0].root));
  }

  SourceMap sources_;
  Arena arena_;
  Heap heap_{sources_};
};

TEST_F(GotemplateValues, NumbersComeThroughJson) {
  const Value value = read("a: 5\nb: 1.5\nc: 0x10\nd: yes\ne: ~\nf: '5'\n1: x\n");
  Map& map = value.map();
  EXPECT_EQ(type_name(*map.find("a")), "float64");
  EXPECT_EQ(map.find("c")->floating(), 16.0);
  EXPECT_EQ(map.find("d")->boolean(), true);
  EXPECT_TRUE(map.find("e")->is_nil());
  EXPECT_EQ(map.find("f")->text(), "5");
  EXPECT_EQ(map.find("1")->text(), "x");
  EXPECT_EQ(map.find("nope"), nullptr);
}

TEST_F(GotemplateValues, MapsAreShared) {
  const Value value = read("a: {b: {c: 1}}\n");
  const Value inner = *value.map().find("a");
  inner.map().set(heap_.key("new"), Value::boolean(true));
  const Value* seen = value.map().find("a")->map().find("new");
  ASSERT_TRUE(seen);
  EXPECT_TRUE(seen->boolean());
  EXPECT_EQ(value.map().find("a")->identity(), inner.identity());
}

TEST_F(GotemplateValues, LargeMapsAreFoundAndSorted) {
  Map& map = *heap_.map();
  for (int i = 999; i >= 0; --i) map.set(heap_.key("key" + std::to_string(i)), Value::integer(i));
  EXPECT_EQ(map.size(), 1000u);
  for (int i = 0; i < 1000; ++i) {
    const Value* found = map.find("key" + std::to_string(i));
    ASSERT_TRUE(found) << i;
    EXPECT_EQ(found->integer(), i);
  }
  EXPECT_EQ(map.sorted()[1].name(), "key1");
  EXPECT_EQ(map.sorted()[2].name(), "key10");
  EXPECT_TRUE(map.erase("key10"));
  EXPECT_FALSE(map.erase("key10"));
  EXPECT_EQ(map.find("key10"), nullptr);
  EXPECT_EQ(map.find("key999")->integer(), 999);
  map.set(heap_.key("key10"), Value::integer(1));
  EXPECT_EQ(map.sorted()[2].name(), "key10");
}

TEST_F(GotemplateValues, PartsOfListsShareTheirItems) {
  const Value value = read("[a, b, c]");
  List part = value.list().part(1, 3, 3);
  EXPECT_EQ(part.size(), 2u);
  EXPECT_EQ(part.items()[0].text(), "b");
  EXPECT_TRUE(part.items()[0].is_boxed());
}

}  // namespace
}  // namespace fairlead::gotemplate
