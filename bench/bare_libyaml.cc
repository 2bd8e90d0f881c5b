// The floor that fairlead's time is held against: reads every YAML and JSON file below the
// directories that it is given, as fairlead's walk finds them, and takes libyaml's events, nothing
// more. Prints files, bytes and events.
#include <yaml.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& path) {
  std::string text(fs::file_size(path), '\0');
  if (FILE* file = std::fopen(path.c_str(), "rb")) {
    text.resize(std::fread(text.data(), 1, text.size(), file));
    std::fclose(file);
  }
  return text;
}

/// The number of events in a text; those before the first error where it has one.
std::uint64_t events(const std::string& text) {
  yaml_parser_t parser;
  yaml_parser_initialize(&parser);
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()),
                               text.size());
  std::uint64_t count = 0;
  for (bool more = true; more; ++count) {
    yaml_event_t event;
    if (!yaml_parser_parse(&parser, &event)) break;
    more = event.type != YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return count;
}

bool passed_over(const fs::directory_entry& entry, bool chart) {
  static constexpr std::array names = {".git",        "node_modules", "vendor", ".terraform",
                                       "__pycache__", ".venv",        "venv",   ".tox"};
  const fs::path name = entry.path().filename();
  return std::ranges::find(names, name) != names.end() ||
         (chart && (name == "templates" || name == "charts"));
}

/// The files that hold YAML, also such as is JSON.
void collect(const fs::path& directory, std::vector<fs::path>& found) {
  const bool chart = fs::exists(directory / "Chart.yaml");
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (entry.is_symlink()) continue;
    if (entry.is_directory() && !passed_over(entry, chart)) collect(entry.path(), found);
    const fs::path kind = entry.path().extension();
    if (entry.is_regular_file() && (kind == ".yaml" || kind == ".yml" || kind == ".json"))
      found.push_back(entry.path());
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t bytes = 0, total = 0;
  std::vector<fs::path> files;
  for (int i = 1; i < argc; ++i) collect(argv[i], files);
  for (const fs::path& path : files) {
    const std::string text = content(path);
    bytes += text.size();
    total += events(text);
  }
  std::printf("%llu files, %llu bytes, %llu events\n",
              static_cast<unsigned long long>(files.size()), static_cast<unsigned long long>(bytes),
              static_cast<unsigned long long>(total));
  return 0;
}
