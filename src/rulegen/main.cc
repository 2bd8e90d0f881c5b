// Build-time: rule files → the catalog's source; files of client libraries → a table; pages of
// both.
#include <fmt/format.h>

#include <cstdio>

#include "base/files.h"
#include "config/client_file.h"
#include "lint/rule_page.h"
#include "rulegen/catalog_source.h"
#include "rulegen/client_page.h"
#include "rulegen/clients_source.h"
#include "rulegen/config_schema.h"
#include "rulegen/schemas_source.h"

namespace fairlead {
namespace {

constexpr std::size_t largest_file = 1 << 20;

/// Where the client libraries lie, which are no rules.
constexpr std::string_view clients_folder = "clients";

/// The schema of fairlead.yaml, of which parts are made from the rules.
constexpr const char* config_schema_name = "fairlead.schema.json";

constexpr std::string_view usage =
    "rulegen catalog RULES_DIR OUT.cc    writes the catalog's source\n"
    "rulegen clients RULES_DIR OUT.cc    writes the table of client libraries\n"
    "rulegen schemas SCHEMAS_DIR OUT.cc  writes the schemas that the program prints\n"
    "rulegen pages [--check] RULES_DIR   writes RULES_DIR/<family>/<rule>.md and the rules in\n"
    "                                    RULES_DIR/../schemas, or says which are stale\n";

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
    if (family.kind != EntryKind::directory || family.name == clients_folder) continue;
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

/// A page, and where it stands below rules/.
struct Page {
  std::string path, text;
};

/// The client libraries of one run; what they say lies in `arena`.
struct Clients {
  Arena arena;
  std::vector<redis::ClientLibrary> libraries;
};

Result<redis::ClientLibrary> read_one(const Files& files, const std::string& path, Arena& arena) {
  Result<std::string> text = files.read(path, largest_file);
  if (!text) return tl::unexpected(text.error());
  SourceMap sources;
  const Tree tree = read_yaml(arena, sources, sources.add_written(path, std::move(*text)));
  if (!tree.problems.empty()) {
    return usage_error(fmt::format("{}: {}", path, tree.problems.front().message));
  }
  auto library = read_client(sources, arena, Ref(tree.documents.at(0).root));
  if (library && fmt::format("{}/{}.yaml", clients_folder, library->id) != path)
    return usage_error(fmt::format("{}: the id is not that of the path", path));
  return library;
}

/// Every client library below `files`, sorted by id.
Result<Clients> read_clients(const Files& files) {
  Clients clients;
  const auto names = files.list(std::string(clients_folder));
  if (!names) return tl::unexpected(names.error());
  for (const DirectoryEntry& name : *names) {
    if (!name.name.ends_with(".yaml")) continue;
    const auto library =
        read_one(files, fmt::format("{}/{}", clients_folder, name.name), clients.arena);
    if (!library) return tl::unexpected(library.error());
    clients.libraries.push_back(*library);
  }
  std::ranges::sort(clients.libraries, {}, &redis::ClientLibrary::id);
  return clients;
}

/// The schemas of what users read and write; the others are the build's own.
Result<std::map<std::string, std::string>> read_schemas(const Files& files) {
  constexpr std::pair<std::string_view, std::string_view> names[] = {
      {"report", "report"},   {"diff", "diff"},     {"units", "units"},
      {"config", "fairlead"}, {"client", "client"}, {"inventory", "inventory"}};
  std::map<std::string, std::string> texts;
  for (const auto& [name, file] : names) {
    auto text = files.read(fmt::format("{}.schema.json", file), largest_file);
    if (!text) return tl::unexpected(text.error());
    texts.emplace(name, std::move(*text));
  }
  return texts;
}

/// 0 where every page is as its file says (now).
int write_pages(const DiskFiles& files, const std::string& root, std::span<const Page> all,
                bool check) {
  int result = 0;
  for (const Page& page : all) {
    const Result<std::string> old = files.read(page.path, largest_file);
    if (old && *old == page.text) continue;
    if (check) {
      fmt::print(stderr, "{} is stale: build the target `pages`\n", page.path);
      result = 1;
    } else if (!write_file(root + "/" + page.path, page.text)) {
      fmt::print(stderr, "cannot write {}\n", page.path);
      result = 3;
    }
  }
  return result;
}

int fail(const Error& error) {
  fmt::print(stderr, "rulegen: {}\n", error.message);
  return 1;
}

int pages(const std::string& root, bool check) {
  const DiskFiles files(root);
  const auto entries = read_rules(files);
  if (!entries) return fail(entries.error());
  const auto clients = read_clients(files);
  if (!clients) return fail(clients.error());
  std::vector<Page> all;
  for (const CatalogEntry& entry : *entries) all.push_back({entry.rule.id + ".md", entry.page});
  for (const redis::ClientLibrary& library : clients->libraries) {
    all.push_back({fmt::format("{}/{}.md", clients_folder, library.id), client_page(library)});
  }
  const std::string schemas = root + "/../schemas";
  const DiskFiles schema_files(schemas);
  const Result<std::string> old = schema_files.read(config_schema_name, largest_file);
  if (!old) return fail(old.error());
  const Result<std::string> schema = config_schema(*old, *entries);
  if (!schema) return fail(schema.error());
  const Page page{config_schema_name, *schema};
  const int result = write_pages(files, root, all, check);
  return std::max(result, write_pages(schema_files, schemas, std::span(&page, 1), check));
}

int rulegen(std::span<const std::string_view> arguments) {
  const auto is = [&](std::string_view command, std::size_t count) {
    return arguments.size() == count && arguments[0] == command;
  };
  const bool check = is("pages", 3) && arguments[1] == "--check";
  if (check || is("pages", 2)) return pages(std::string(arguments[check ? 2 : 1]), check);
  if (is("catalog", 3)) {
    const auto entries = read_rules(DiskFiles(std::string(arguments[1])));
    if (!entries) return fail(entries.error());
    return write_file(std::string(arguments[2]), catalog_source(*entries)) ? 0 : 3;
  }
  if (is("clients", 3)) {
    const auto clients = read_clients(DiskFiles(std::string(arguments[1])));
    if (!clients) return fail(clients.error());
    return write_file(std::string(arguments[2]), clients_source(clients->libraries)) ? 0 : 3;
  }
  if (is("schemas", 3)) {
    const auto texts = read_schemas(DiskFiles(std::string(arguments[1])));
    if (!texts) return fail(texts.error());
    return write_file(std::string(arguments[2]), schemas_source(*texts)) ? 0 : 3;
  }
  fmt::print(stderr, "{}", usage);
  return 2;
}

}  // namespace
}  // namespace fairlead

int main(int count, char** arguments) {
  const std::vector<std::string_view> words(arguments + 1, arguments + count);
  return fairlead::rulegen(words);
}
