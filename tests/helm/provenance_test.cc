// Whether each scalar names the leaf of values.yaml that Helm made it of: in
// tests/helm/provenance_cases.jsonl, a case a line, is what the real Helm rendered otherwise once a
// leaf was changed. scripts/helm-provenance writes it.
#include "provenance.h"

#include "cli/render/helm_job.h"
#include "helm/answered.h"
#include "helm/chart_folder.h"

namespace fairlead::testing {
namespace {

std::string answer(const std::map<std::string, std::string>& files, const std::string& chart,
                   std::string_view wrong) {
  std::string job = files.at(chart + "/job.json");
  job.insert(job.find('{') + 1,
             fmt::format(R"("chart": "{}/chart", "origins": true, "wrong": "{}", )", chart, wrong));
  return answer_helm_job(job, MemoryFiles(files), "", helm::Version::v4);
}

void try_case(Ref line, ProvenanceTally& tally) {
  const std::string chart(line["chart"].text());
  std::map<std::string, std::string> files = chart_folder(chart);
  const Leaf leaf{chart + "/chart/values.yaml", number(line["begin"]), number(line["end"])};
  const Answered before(answer(files, chart, ""));
  files.at(leaf.file).replace(leaf.begin, leaf.end - leaf.begin, line["written"].text());
  const Answered after(answer(files, chart, line["marker"].text()));
  tally.add_case(line, leaf, before["documents"], after["documents"], chart);
}

TEST(HelmProvenance, NamesTheLeafThatHelmMadeItOf) {
  const auto text = repository().read("tests/helm/provenance_cases.jsonl", 16u << 20);
  ASSERT_TRUE(text);
  ProvenanceTally tally;
  for_each_line(*text, [&](Ref line) { try_case(line, tally); });
  EXPECT_GT(tally.held, 300u);
  EXPECT_GT(tally.other, 60u);
  tally.expect_right();
}

}  // namespace
}  // namespace fairlead::testing
