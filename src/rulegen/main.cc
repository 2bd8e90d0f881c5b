// Build-time: rule files → the catalog's source, and the rules' pages.
#include <fmt/format.h>

#include <cstdio>

#include "base/files.h"
#include "lint/rule_page.h"
#include "rulegen/catalog_source.h"

namespace fairlead {
namespace {

constexpr std::size_t largest_file = 1 << 20;

constexpr std::string_view usage =
    "rulegen catalog RULES_DIR OUT.cc    writes the catalog's source\n"
    "rulegen pages [--check] RULES_DIR   writes RULES_DIR/<family>/<rule>.md, or says which are "
    "stale\n";

bool write_file(const std::string& path, std::string_view text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (!file) return false;
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  return std::fclose(file) == 0 && written;
}

/// Every rule below `files`, sorted by id.
Result<std::vector<CatalogEntry>> read_rules(const Files& files) {
  std::vector<CatalogEntry> entries;
  const auto families = files.list("");
  if (!families) return tl::unexpected(families.error());
  for (const DirectoryEntry& family : *families) {
    if (family.kind != EntryKind::directory) continue;
    const auto names = files.list(family.name);
    if (!names) return tl::unexpected(names.error());
    for (const DirectoryEntry& name : *names) {
      const std::string path = family.name + "/" + name.name;
      if (!path.ends_with(".yaml")) continue;
      Result<std::string> text = files.read(path, largest_file);
      if (!text) return tl::unexpected(text.error());
      Result<RuleFile> rule = read_rule_file(path, std::move(*text));
      if (!rule) return tl::unexpected(rule.error());
      Result<std::string> page = rule_page(*rule);
      if (!page) return tl::unexpected(page.error());
      entries.push_back({std::move(*rule), std::move(*page)});
    }
  }
  std::sort(entries.begin(), entries.end(),
            [](const CatalogEntry& a, const CatalogEntry& b) { return a.rule.id < b.rule.id; });
  return entries;
}

/// 0 where every page is as its rule says (now).
int pages(const DiskFiles& files, std::span<const CatalogEntry> entries, bool check) {
  int result = 0;
  for (const CatalogEntry& entry : entries) {
    const std::string path = entry.rule.id + ".md";
    const Result<std::string> old = files.read(path, largest_file);
    if (old && *old == entry.page) continue;
    if (check) {
      fmt::print(stderr, "rules/{} is stale: run `rulegen pages rules`\n", path);
      result = 1;
    } else if (!write_file(files.root() + "/" + path, entry.page)) {
      fmt::print(stderr, "cannot write {}\n", path);
      result = 3;
    }
  }
  return result;
}

int rulegen(std::span<const std::string_view> arguments) {
  const bool catalog = arguments.size() == 3 && arguments[0] == "catalog";
  const bool check = arguments.size() == 3 && arguments[0] == "pages" && arguments[1] == "--check";
  const bool write = arguments.size() == 2 && arguments[0] == "pages";
  if (!catalog && !check && !write) {
    fmt::print(stderr, "{}", usage);
    return 2;
  }
  const DiskFiles files{std::string(arguments[check ? 2 : 1])};
  const Result<std::vector<CatalogEntry>> entries = read_rules(files);
  if (!entries) {
    fmt::print(stderr, "rulegen: {}\n", entries.error().message);
    return 1;
  }
  if (!catalog) return pages(files, *entries, check);
  return write_file(std::string(arguments[2]), catalog_source(*entries)) ? 0 : 3;
}

}  // namespace
}  // namespace fairlead

int main(int count, char** arguments) {
  const std::vector<std::string_view> words(arguments + 1, arguments + count);
  return fairlead::rulegen(words);
}
