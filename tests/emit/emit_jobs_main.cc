// Answers jobs, a line each, from standard input: see emit_jobs.h. For scripts/emit-diff.
#include <cstdio>
#include <string>

#include "emit/emit_jobs.h"

int main() {
  std::string line;
  for (int c = std::getchar(); c != EOF; c = std::getchar()) {
    if (c != '\n') {
      line += static_cast<char>(c);
      continue;
    }
    std::puts(fairlead::emit::answer(line).c_str());
    line.clear();
  }
  return 0;
}
