// Whether each scalar names the place that kustomize made it of: in
// tests/kustomize/provenance_cases.jsonl, a case a line, is what the real kustomize built otherwise
// once a scalar of a tree's files was changed. scripts/kustomize-provenance writes it.
#include "cli/render/kustomize_job.h"
#include "helm/answered.h"
#include "helm/chart_folder.h"
#include "kustomize/tree_file.h"
#include "provenance.h"

namespace fairlead::testing {
namespace {

/// What `render --jobs` says of the build of `over`.
std::string answer(const std::map<std::string, std::string>& files, std::string_view wrong) {
  SourceMap sources;
  Arena arena;
  const Tree job = read_json(
      arena, sources,
      sources.add_written(
          "job", fmt::format(R"({{"dir": "over", "origins": true, "wrong": "{}"}})", wrong)));
  return answer_kustomize_job(Ref(job.documents.front().root), "1", MemoryFiles(files), "");
}

void try_case(Ref line, ProvenanceTally& tally) {
  const std::string tree(line["tree"].text());
  auto files = kustomize::parts_of(fmt::format("{}/{}.txt", kustomize::tree_folder, tree));
  const Leaf leaf{std::string(line["file"].text()), number(line["begin"]), number(line["end"]),
                  number(line["whole"])};
  const Answered before(answer(files, ""));
  files.at(leaf.file).replace(leaf.begin, leaf.end - leaf.begin, line["written"].text());
  const Answered after(answer(files, line["marker"].text()));
  tally.add_case(line, leaf, before["documents"], after["documents"], tree);
}

TEST(KustomizeProvenance, NamesThePlaceThatKustomizeMadeItOf) {
  const auto text = repository().read("tests/kustomize/provenance_cases.jsonl", 16u << 20);
  ASSERT_TRUE(text);
  ProvenanceTally tally;
  for_each_line(*text, [&](Ref line) { try_case(line, tally); });
  EXPECT_GT(tally.held, 500u);
  EXPECT_GT(tally.other, 20u);
  tally.expect_right();
}

}  // namespace
}  // namespace fairlead::testing
