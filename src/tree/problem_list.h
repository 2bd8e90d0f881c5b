#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "source/problem.h"

namespace fairlead {

/// Adds to the problems of one file, up to a number that still helps anybody; one more says so.
class ProblemList {
 public:
  static constexpr std::size_t largest = 1000;

  explicit ProblemList(std::vector<Problem>& problems) : problems_(problems) {}

  void add(ProblemKind kind, Span at, std::string message, std::vector<Span> related = {}) {
    add({kind, at, std::move(message), std::move(related)});
  }
  void add(Problem problem) {
    if (problems_.size() < largest) {
      problems_.push_back(std::move(problem));
    } else if (problems_.size() == largest) {
      problems_.push_back({ProblemKind::yaml_limit,
                           problem.at,
                           "more than 1,000 problems in this file: the others are not listed",
                           {}});
    }
  }
  std::size_t size() const { return problems_.size(); }
  /// Puts them in the order of their places.
  void sort() {
    std::ranges::stable_sort(problems_, {},
                             [](const Problem& problem) { return problem.at.begin; });
  }
  /// Forgets all but the first `size` problems.
  void forget(std::size_t size) { problems_.resize(std::min(size, problems_.size())); }

 private:
  std::vector<Problem>& problems_;
};

}  // namespace fairlead
