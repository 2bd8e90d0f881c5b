// Whether each scalar names the leaf of values.yaml that Helm made it of: in
// tests/helm/provenance_cases.jsonl, a case a line, is what the real Helm rendered otherwise once a
// leaf was changed. scripts/helm-provenance writes it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"
#include "cli/render/helm_job.h"
#include "helm/answered.h"
#include "helm/chart_folder.h"

namespace fairlead::testing {
namespace {

std::uint32_t number(Ref value) {
  return static_cast<std::uint32_t>(std::stoul(std::string(value.text())));
}

/// A leaf of a values.yaml.
struct Leaf {
  std::uint32_t begin = 0, end = 0;

  bool holds(Ref place) const {
    return place[0].text().ends_with("chart/values.yaml") && number(place[1]) >= begin &&
           number(place[2]) <= end && place[0].text().find("/charts/") == std::string_view::npos;
  }
  bool is_among(Ref places) const {
    return std::ranges::any_of(places.items(), [&](const Node* each) { return holds(Ref(each)); });
  }
};

std::string answer(const std::map<std::string, std::string>& files, const std::string& chart,
                   std::string_view wrong) {
  std::string job = files.at(chart + "/job.json");
  job.insert(job.find('{') + 1,
             fmt::format(R"("chart": "{}/chart", "origins": true, "wrong": "{}", )", chart, wrong));
  return answer_helm_job(job, MemoryFiles(files), "", helm::Version::v4);
}

struct Tally {
  std::size_t held = 0, held_right = 0, other = 0, other_right = 0;
  std::vector<std::size_t> others;

  void add(const Leaf& leaf, Ref said, bool holds_marker, const std::string& what) {
    const bool right =
        said && (holds_marker ? leaf.holds(said["edit"])
                              : leaf.is_among(said["trace"]) || leaf.is_among(said["conditions"]));
    (holds_marker ? held : other) += 1;
    (holds_marker ? held_right : other_right) += right ? 1 : 0;
    if (said) others.push_back(said["others"].items().size());
    if (!right)
      fmt::print("{}: {} does not name the leaf\n", what, holds_marker ? "edit" : "no place");
  }
};

/// One case: `scalars` are [where it was, where it is, whether it holds the marker]; a place is the
/// number of a document and a JSON pointer, or null.
void try_case(Ref line, Tally& tally) {
  const std::string chart(line["chart"].text());
  std::map<std::string, std::string> files = chart_folder(chart);
  Leaf leaf{number(line["begin"]), number(line["end"])};
  const Answered before(answer(files, chart, ""));
  std::string& values = files.at(chart + "/chart/values.yaml");
  values.replace(leaf.begin, leaf.end - leaf.begin, line["written"].text());
  const Answered after(answer(files, chart, line["marker"].text()));
  for (const Node* each : line["scalars"].items()) {
    const Ref scalar(each);
    const bool is_gone = scalar[1]->is_null();
    const Ref at = scalar[is_gone ? 0 : 1];
    const Leaf here{leaf.begin, is_gone ? leaf.end
                                        : leaf.begin + static_cast<std::uint32_t>(
                                                           line["written"].text().size())};
    const Ref document = (is_gone ? before : after)["documents"][number(at[0])];
    tally.add(here, document["scalars"][at[1].text()], scalar[2].boolean(),
              fmt::format("{} {} {}", chart, line["at"].text(), at[1].text()));
  }
}

TEST(HelmProvenance, NamesTheLeafThatHelmMadeItOf) {
  const auto text = repository().read("tests/helm/provenance_cases.jsonl", 16u << 20);
  ASSERT_TRUE(text);
  Tally tally;
  for (const std::string_view line : split(*text, '\n')) {
    if (line.empty()) continue;
    SourceMap sources;
    Arena arena;
    const Tree tree = read_json(arena, sources, sources.add_written("case", std::string(line)));
    try_case(Ref(tree.documents.front().root), tally);
  }
  EXPECT_GT(tally.held, 300u);
  EXPECT_GT(tally.other, 60u);
  EXPECT_GE(100 * tally.held_right, 99 * tally.held) << tally.held_right << " of " << tally.held;
  EXPECT_GE(100 * tally.other_right, 95 * tally.other)
      << tally.other_right << " of " << tally.other;
  ASSERT_FALSE(tally.others.empty());
  std::ranges::sort(tally.others);
  EXPECT_LE(tally.others[tally.others.size() / 2], 3u) << "blaming everything is blaming nobody";
}

}  // namespace
}  // namespace fairlead::testing
