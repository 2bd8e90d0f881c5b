#pragma once
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "support/process.h"

namespace fairlead::testing {

/// Files in a directory of its own, which is gone after the test.
class FileTree : public ::testing::Test {
 protected:
  void SetUp() override { directory_ = new_directory(); }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  std::string path(std::string_view name) const { return fmt::format("{}/{}", directory_, name); }
  /// The path of the file that it wrote.
  std::string write(std::string_view name, std::string_view text) const {
    make_parents(name);
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }
  void link(std::string_view name, std::string_view target) const {
    make_parents(name);
    std::filesystem::create_symlink(target, path(name));
  }

  std::string directory_;

 private:
  void make_parents(std::string_view name) const {
    std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
  }
};

}  // namespace fairlead::testing
