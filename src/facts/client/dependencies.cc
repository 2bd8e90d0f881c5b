#include "facts/client/dependencies.h"

#include <algorithm>

#include "base/files.h"
#include "base/text.h"

namespace fairlead {
namespace {

/// A line of a text file with its offset.
struct Line {
  std::string_view text;
  std::size_t begin = 0;
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (const std::string_view line : split(text, '\n'))
    lines.push_back({line, static_cast<std::size_t>(line.data() - text.data())});
  return lines;
}

/// The name at the begin of a requirement: `Celery[redis]>=5` → celery.
std::string_view requirement_name(std::string_view text) {
  const std::size_t end =
      std::ranges::find_if(text,
                           [](char c) {
                             return !(c == '-' || c == '_' || c == '.' || (c >= '0' && c <= '9') ||
                                      (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
                           }) -
      text.begin();
  return text.substr(0, end);
}

std::string pypi_name(std::string_view name) {
  std::string plain = lower(name);
  std::ranges::replace_if(
      plain, [](char c) { return c == '_' || c == '.'; }, '-');
  return plain;
}

class Manifest {
 public:
  Manifest(Arena& arena, const SourceMap& sources, const File& file)
      : arena_(arena), sources_(sources), file_(file), text_(sources.text(file.source)) {}

  std::vector<Dependency> read() {
    const std::string_view name = base_name(file_.path);
    if (name == "package.json") json("npm", "dependencies");
    if (name == "package-lock.json") npm_lock();
    if (name == "composer.json") json("packagist", "require");
    if (name.starts_with("requirements")) requirements();
    if (name == "pyproject.toml") pyproject();
    if (name == "Pipfile") section("pypi", "[packages]");
    if (name == "Cargo.toml") section("crates", "[dependencies]");
    if (name == "Gemfile") gemfile();
    if (name == "go.mod") go_mod();
    return std::move(found_);
  }

 private:
  void add(std::string_view registry, std::string name, std::string_view at) {
    const auto begin = static_cast<std::size_t>(at.data() - text_.data());
    const Span span{file_.source, static_cast<std::uint32_t>(begin),
                    static_cast<std::uint32_t>(begin + at.size())};
    if (!name.empty()) found_.push_back({registry, std::move(name), span});
  }

  Ref json_root() const {
    const Tree tree = read_json(arena_, sources_, file_.source);
    const bool whole = tree.problems.empty() && !tree.documents.empty();
    return Ref(whole ? tree.documents[0].root : nullptr);
  }

  void json(std::string_view registry, std::string_view key) {
    for (const Entry& entry : json_root()[key].entries()) {
      found_.push_back(
          {registry, std::string(entry.key->text()), entry.key->span(), Ref(entry.value).text()});
    }
  }

  /// From its version 2 on it repeats package.json as the package "".
  void npm_lock() {
    const Ref packages = json_root()["packages"];
    for (const Entry& entry : packages[""]["dependencies"].entries()) {
      const std::string name(entry.key->text());
      found_.push_back(
          {"npm", name, entry.key->span(), packages["node_modules/" + name]["version"].text()});
    }
  }

  void requirements() {
    for (const Line& line : lines_of(text_)) {
      const std::string_view name = requirement_name(trimmed(line.text));
      add("pypi", pypi_name(name), name);
    }
  }

  /// `name = …` in a section of a TOML file.
  void section(std::string_view registry, std::string_view header) {
    bool inside = false;
    for (const Line& line : lines_of(text_)) {
      const std::string_view text = trimmed(line.text);
      if (text.starts_with('[')) inside = text == header;
      const auto equals = text.find('=');
      if (!inside || text.starts_with('[') || equals == std::string_view::npos) continue;
      if (contains(text, "optional = true")) continue;
      const std::string_view name = trimmed(text.substr(0, equals));
      add(registry, registry == "pypi" ? pypi_name(name) : std::string(name), name);
    }
  }

  /// `dependencies = ["celery>=5", …]` of `[project]`, or Poetry's section.
  void pyproject() {
    section("pypi", "[tool.poetry.dependencies]");
    bool project = false, list = false;
    for (const Line& line : lines_of(text_)) {
      const std::string_view text = trimmed(line.text);
      if (!list && text.starts_with('[')) project = text == "[project]";
      if (project && !list && text.starts_with("dependencies") && contains(text, "[")) list = true;
      if (list && !text.starts_with('#')) quoted_requirements(line.text);
      // A bracket of extras stands inside quotes; the list's own ends a line.
      if (list && (text.ends_with(']') || text.ends_with("],"))) list = false;
    }
  }

  void quoted_requirements(std::string_view line) {
    for (std::size_t at = line.find_first_of("\"'"); at != std::string_view::npos;) {
      const std::size_t end = line.find(line[at], at + 1);
      if (end == std::string_view::npos) return;
      const std::string_view name = requirement_name(line.substr(at + 1, end - at - 1));
      add("pypi", pypi_name(name), name);
      at = line.find_first_of("\"'", end + 1);
    }
  }

  void gemfile() {
    bool aside = false;
    for (const Line& line : lines_of(text_)) {
      const std::string_view text = trimmed(line.text);
      if (text.starts_with("group ")) aside = !contains(text, ":production");
      if (text == "end") aside = false;
      if (aside || !text.starts_with("gem ") || contains(text, "group:")) continue;
      const std::size_t open = text.find_first_of("\"'");
      const std::size_t close =
          open == std::string_view::npos ? open : text.find(text[open], open + 1);
      if (close == std::string_view::npos) continue;
      const std::string_view name = text.substr(open + 1, close - open - 1);
      add("rubygems", std::string(name), name);
    }
  }

  void go_mod() {
    bool block = false;
    for (const Line& line : lines_of(text_)) {
      std::string_view text = trimmed(line.text);
      if (text.starts_with("require (")) block = true;
      if (text == ")") block = false;
      const bool single = text.starts_with("require ") && !text.ends_with('(');
      if (single) text = trimmed(text.substr(8));
      if ((!block && !single) || contains(text, "// indirect")) continue;
      const std::string_view name = text.substr(0, text.find(' '));
      if (contains(name, "/")) add("go", std::string(name), name);
    }
  }

  Arena& arena_;
  const SourceMap& sources_;
  const File& file_;
  std::string_view text_;
  std::vector<Dependency> found_;
};

}  // namespace

std::vector<Dependency> dependencies_of(Arena& arena, const SourceMap& sources, const File& file) {
  return Manifest(arena, sources, file).read();
}

}  // namespace fairlead
