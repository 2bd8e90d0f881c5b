#include "support/harness.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/files.h"
#include "base/regex.h"
#include "base/text.h"
#include "deploy/types/format.h"
#include "support/written_dns.h"

namespace fairlead::testing {
namespace {

constexpr std::size_t largest_fixture = 64u << 20;

void read_below(const DiskFiles& files, const std::string& directory, FileMap& into) {
  const auto entries = files.list(directory);
  if (!entries) return;
  for (const DirectoryEntry& entry : *entries) {
    const std::string path = directory.empty() ? entry.name : directory + "/" + entry.name;
    if (entry.kind == EntryKind::directory) read_below(files, path, into);
    if (entry.kind != EntryKind::file) continue;
    auto text = files.read(path, largest_fixture);
    if (text) into.emplace(path, std::move(*text));
  }
}

bool meets(const Expectation& found, const Expectation& expected) {
  return std::tie(found.path, found.line, found.begin, found.end, found.open, found.rule) ==
             std::tie(expected.path, expected.line, expected.begin, expected.end, expected.open,
                      expected.rule) &&
         contains(found.text, expected.text);
}

std::string line_of(std::string_view what, const Expectation& at) {
  return fmt::format("  {}: {}:{}:{}..{}{} {} \"{}\"\n", what, at.path, at.line, at.begin, at.end,
                     at.open ? "…" : "", at.rule, at.text);
}

bool is_yaml(std::string_view path) { return path.ends_with(".yaml") || path.ends_with(".yml"); }

/// Whether `#` begins a comment in a file of that name.
bool has_comments(std::string_view path) {
  const std::optional<FileFormat> format = format_of(path);
  return format && *format != FileFormat::json && *format != FileFormat::acl_file;
}

bool is_manifest(std::string_view path, std::string_view text) {
  const std::string lines = "\n" + std::string(text);
  return is_yaml(path) && base_name(path) != "kustomization.yaml" &&
         contains(lines, "\napiVersion:") && contains(lines, "\nkind:");
}

}  // namespace

FileMap read_directory(const std::string& directory) {
  FileMap files;
  // Not string(FAIRLEAD_ROOT) + "/": g++ 12 reports a false alarm where the root is 15 bytes long.
  read_below(DiskFiles(fmt::format("{}/{}", FAIRLEAD_ROOT, directory)), "", files);
  return files;
}

std::vector<std::string> directories(const std::string& below, int depth) {
  if (depth == 0) return {below};
  std::vector<std::string> found;
  const auto entries = DiskFiles(FAIRLEAD_ROOT).list(below);
  if (!entries) return found;
  for (const DirectoryEntry& entry : *entries) {
    if (entry.kind != EntryKind::directory) continue;
    const auto inner = directories(below + "/" + entry.name, depth - 1);
    found.insert(found.end(), inner.begin(), inner.end());
  }
  return found;
}

std::vector<std::string> fixture_directories() {
  constexpr std::string_view states[] = {"broken", "as-documented", "working"};
  std::vector<std::string> found;
  for (const std::string& directory : directories("fixtures/incidents", 2)) {
    const std::string_view state = std::string_view(directory).substr(directory.rfind('/') + 1);
    if (std::ranges::find(states, state) != std::end(states)) {
      found.push_back(directory);
    }
  }
  for (const std::string& family : directories("fixtures", 1)) {
    if (family == "fixtures/incidents" || family == "fixtures/hostile") continue;
    const std::vector<std::string> cases = directories(family, 2);
    found.insert(found.end(), cases.begin(), cases.end());
  }
  return found;
}

std::string test_name(std::string_view text) {
  std::string name(text);
  for (char& c : name) {
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  }
  return name;
}

std::vector<std::string> found_places(const Result<RunResult>& result, std::string_view rules) {
  if (!result) return {result.error().message};
  std::vector<std::string> lines;
  for (const Finding& finding : result->report.findings) {
    if (!finding.rule->id.starts_with(rules)) continue;
    lines.push_back(fmt::format("{} {}", result->sources->name(finding.at.source),
                                result->sources->text(finding.at)));
  }
  return lines;
}

std::vector<Expectation> observed(const RunResult& run) {
  std::vector<Expectation> all;
  for (const Finding& finding : run.report.findings) {
    const SourceMap& sources = *run.sources;
    const Position begin = sources.position(finding.at.source, finding.at.begin);
    Position end = sources.position(finding.at.source, finding.at.end);
    const bool open = end.line > begin.line;
    if (open) {
      end = sources.position(finding.at.source, sources.line(finding.at.source, begin.line).end);
    }
    all.push_back({sources.name(finding.at.source), begin.line, begin.column, end.column, open,
                   std::string(finding.rule->id), finding.message});
  }
  return all;
}

std::string difference(const std::vector<Expectation>& expected,
                       const std::vector<Expectation>& found) {
  std::vector<Expectation> unexpected = found;
  std::string out;
  for (const Expectation& wanted : expected) {
    const auto met =
        std::find_if(unexpected.begin(), unexpected.end(),
                     [&](const Expectation& finding) { return meets(finding, wanted); });
    if (met == unexpected.end()) {
      out += line_of("missing", wanted);
    } else {
      unexpected.erase(met);
    }
  }
  for (const Expectation& finding : unexpected) out += line_of("unexpected", finding);
  return out;
}

Result<RunResult> lint(const MarkedFiles& marked) {
  WrittenDns dns(marked.dns);
  RunOptions options;
  if (!marked.dns.empty()) options.resolver = &dns;
  return run(MemoryFiles(marked.files), options);
}

::testing::AssertionResult as_marked(const MarkedFiles& marked) {
  const Result<RunResult> result = lint(marked);
  if (!result) return ::testing::AssertionFailure() << result.error().message;
  const std::string wrong = difference(marked.expectations, observed(*result));
  if (wrong.empty()) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "not as marked:\n" << wrong;
}

::testing::AssertionResult as_marked(const FileMap& files) {
  const Result<MarkedFiles> marked = strip_marks(files);
  if (!marked) return ::testing::AssertionFailure() << marked.error().message;
  return as_marked(*marked);
}

MarkedFiles with_multibyte_line(MarkedFiles marked) {
  const auto shifted = [](std::string_view path, std::string_view text) {
    return has_comments(path) && !text.starts_with("\xEF\xBB\xBF");
  };
  for (Expectation& expected : marked.expectations) {
    expected.line += shifted(expected.path, marked.files[expected.path]);
  }
  for (auto& [path, text] : marked.files) {
    if (shifted(path, text)) text.insert(0, "# übergrößé ✓\n");
  }
  return marked;
}

MarkedFiles with_crlf(MarkedFiles marked) {
  for (auto& [path, text] : marked.files) {
    if (contains(text, "\r")) continue;
    std::string changed;
    for (const char c : text) {
      if (c == '\n') changed += '\r';
      changed += c;
    }
    text = std::move(changed);
  }
  return marked;
}

std::optional<MarkedFiles> in_overlay(const MarkedFiles& marked) {
  MarkedFiles result{{}, {}, marked.dns};
  std::string resources = "resources:\n";
  std::set<std::string_view> directories;
  for (const auto& [path, text] : marked.files) {
    if (!is_manifest(path, text)) return std::nullopt;
    directories.insert(directory_of(path));
    resources += fmt::format("  - {}\n", path);
    result.files.emplace("base/" + path, text);
  }
  if (directories.size() != 1) return std::nullopt;
  result.files.emplace("base/kustomization.yaml", resources);
  result.files.emplace("overlay/kustomization.yaml", "resources:\n  - ../base\n");
  for (Expectation expected : marked.expectations) {
    expected.path.insert(0, "base/");
    result.expectations.push_back(std::move(expected));
  }
  return result;
}

namespace {

/// Whether a text is the same one as a plain scalar of a values file, printed.
bool is_plain_value(std::string_view text) {
  static const Regex word("^(?:[A-Za-z][A-Za-z0-9._/-]*(:[A-Za-z0-9._/-]+)*|0|[1-9][0-9]{0,5})$");
  static const Regex other_type("(?i)^(?:true|false|yes|no|on|off|y|n|null)$");
  return word.found_in(text) && !other_type.found_in(text);
}

/// Puts what marks are about into values.yaml, and the marks with it.
class ValuesMaker {
 public:
  explicit ValuesMaker(MarkedFiles& marked) : marked_(marked) {}

  void make() {
    // From the last of a line to its first, so that columns hold.
    std::ranges::sort(marked_.expectations, std::ranges::greater(), [](const Expectation& each) {
      return std::tuple(each.path, each.line, each.begin);
    });
    for (Expectation& each : marked_.expectations) move(each);
    marked_.files["values.yaml"] = values_;
  }

 private:
  void move(Expectation& mark) {
    if (mark.open || !mark.path.starts_with("templates/")) return;
    std::string& text = marked_.files.at(mark.path);
    std::size_t line = 0;
    for (std::uint32_t n = 1; n < mark.line; ++n) line = text.find('\n', line) + 1;
    const std::size_t begin = line + mark.begin - 1, size = mark.end - mark.begin;
    const std::string value = text.substr(begin, size);
    const auto [place, is_new] = known_.try_emplace({mark.path, begin}, lines_ + 1);
    if (is_new && !is_plain_value(value)) return void(known_.erase(place));
    if (is_new) {
      text.replace(begin, size, fmt::format("{{{{ .Values.w{} }}}}", ++lines_));
      values_ += fmt::format("w{}: {}\n", lines_, value);
    }
    const auto width = static_cast<std::uint32_t>(fmt::format("w{}: ", place->second).size());
    mark = {"values.yaml", place->second,
            width + 1,     width + 1 + static_cast<std::uint32_t>(value.size()),
            false,         mark.rule,
            mark.text};
  }

  MarkedFiles& marked_;
  std::string values_;
  std::map<std::pair<std::string, std::size_t>, std::uint32_t> known_;
  std::uint32_t lines_ = 0;
};

}  // namespace

std::optional<MarkedFiles> in_chart(const MarkedFiles& marked, bool as_values) {
  MarkedFiles result{{}, marked.expectations, marked.dns};
  const auto new_path = [](std::string_view path) {
    return path == "fairlead.yaml" ? std::string(path) : fmt::format("templates/{}", path);
  };
  std::set<std::string_view> directories;
  for (const auto& [path, text] : marked.files) {
    const bool is_config = path == "fairlead.yaml";
    if (!is_config && (!is_manifest(path, text) || contains(text, "{{"))) return std::nullopt;
    if (!is_config) directories.insert(directory_of(path));
    result.files.emplace(new_path(path), text);
  }
  if (directories.size() != 1) return std::nullopt;
  for (Expectation& each : result.expectations) each.path = new_path(each.path);
  if (as_values) ValuesMaker(result).make();
  result.files.emplace("Chart.yaml", "apiVersion: v2\nname: through\nversion: 0.1.0\n");
  return result;
}

std::optional<MarkedFiles> commented_out(const MarkedFiles& marked) {
  MarkedFiles result{{}, {}, marked.dns};
  for (const auto& [path, text] : marked.files) {
    if (!has_comments(path)) return std::nullopt;
    std::string& commented = result.files[path];
    for (std::string_view line : split(text, '\n')) commented += fmt::format("# {}\n", line);
  }
  return result;
}

std::optional<MarkedFiles> suppressed(const MarkedFiles& marked) {
  std::map<std::pair<std::string, std::size_t>, std::set<std::string>> ignored;
  for (const Expectation& expected : marked.expectations) {
    // Nor does an ACL file that is written inside of another one take a comment.
    const bool acl = contains(marked.files.at(expected.path), "acl: |");
    if (!has_comments(expected.path) || acl) return std::nullopt;
    ignored[{expected.path, expected.line}].insert(expected.rule);
  }
  MarkedFiles result{{}, {}, marked.dns};
  for (const auto& [path, text] : marked.files) {
    std::size_t number = 0;
    std::string& changed = result.files[path];
    for (const std::string_view line : split(text, '\n')) {
      const auto rules = ignored.find({path, ++number});
      if (rules != ignored.end()) {
        const std::string_view indent = line.substr(0, line.find_first_not_of(' '));
        changed += fmt::format("{}# fairlead: ignore[{}] for the test\n", indent,
                               fmt::join(rules->second, ", "));
      }
      changed += fmt::format("{}\n", line);
    }
    changed.pop_back();
  }
  return result;
}

}  // namespace fairlead::testing
