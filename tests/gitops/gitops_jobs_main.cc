// Answers jobs, one a line: see gitops_jobs.h. scripts/gitops-oracle asks it.
#include <cstdio>
#include <string>

#include "gitops/gitops_jobs.h"
#include "tree/document.h"

int main() {
  using namespace fairlead;
  std::string line;
  for (int c = std::getchar(); c != EOF; c = std::getchar()) {
    if (c != '\n') {
      line += static_cast<char>(c);
      continue;
    }
    SourceMap sources;
    Arena arena;
    const SourceId source = sources.add_written("job", line);
    const Tree tree = read_json(arena, sources, source);
    std::puts(gitops::answer(Ref(tree.documents[0].root), sources).c_str());
    std::fflush(stdout);
    line.clear();
  }
  return 0;
}
