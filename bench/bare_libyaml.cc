// The floor that fairlead's time is held against: reads every .yaml file below the directories that
// it is given and takes libyaml's events, nothing more. Prints files, bytes and events.
#include <yaml.h>

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

namespace {

std::string content(const std::filesystem::path& path) {
  std::string text(std::filesystem::file_size(path), '\0');
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

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t files = 0, bytes = 0, total = 0;
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
      if (!entry.is_regular_file() || entry.path().extension() != ".yaml") continue;
      const std::string text = content(entry.path());
      ++files;
      bytes += text.size();
      total += events(text);
    }
  }
  std::printf("%llu files, %llu bytes, %llu events\n", static_cast<unsigned long long>(files),
              static_cast<unsigned long long>(bytes), static_cast<unsigned long long>(total));
  return 0;
}
