#pragma once
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace fairlead::testing {

/// Files by their paths.
using BuildTexts = std::vector<std::pair<std::string, std::string>>;

/// What the files build, a line an image: `IMAGE [CONTEXT] DOCKERFILE`, and `? BEGINNING` of what
/// is not known.
std::string build_lines(const BuildTexts& files, std::string_view own);

struct BuildCase {
  std::string name, text, lines;
};
/// Holds each text, of a file at that path in `acme/shop`, to its lines.
void expect_builds(const std::vector<BuildCase>& cases,
                   const std::string& path = ".github/workflows/a.yml");

}  // namespace fairlead::testing
