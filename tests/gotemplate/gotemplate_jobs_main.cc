// Answers jobs, one a line: see jobs.h. scripts/gotemplate-oracle asks it.
#include <cstdio>
#include <string>

#include "gotemplate/gotemplate_jobs.h"
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
    const std::string answer = gotemplate::answer(Ref(tree.documents[0].root), Ref(), sources);
    std::puts(answer.c_str());
    std::fflush(stdout);
    line.clear();
  }
  return 0;
}
