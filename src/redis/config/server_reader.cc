// How a server reads redis.conf with what it includes.
#include <fmt/format.h>

#include <algorithm>

#include "redis/config/start_checker.h"

namespace fairlead::redis {
namespace {

constexpr std::size_t most_conditions = 1'000;

/// A directive whose value must fit the machine, and what must hold there.
struct HostCondition {
  std::string_view directive;
  std::string_view unless;  ///< a value of which this is not so
  std::string_view text;
};
constexpr HostCondition host_conditions[] = {
    {"activedefrag", "no", "the server must be built with the jemalloc that Redis brings"},
    {"bind", "", "the addresses must be the machine's own, unless they begin with `-`"},
    {"dir", "", "the directory must exist"},
    {"loadmodule", "", "the module must be there and load"},
    {"locale-collate", "", "the machine must know the locale"},
    {"logfile", "", "the server must be able to write there"},
    {"unixsocket", "", "the server must be able to create the socket"},
};

const std::string& identity_of(const ServerFile& file) {
  return file.identity.empty() ? file.path : file.identity;
}

}  // namespace

void StartChecker::add(StartError error) {
  // A file that is included many times has each of its errors many times.
  if (is_full() || !told_.emplace(error.kind, error.file, error.begin).second) return;
  if (error.line == 1 && check_.files[error.file].text.starts_with("\xEF\xBB\xBF")) {
    error.hint = "the file begins with a byte order mark: save it without";
  }
  check_.errors.push_back(std::move(error));
}

void StartChecker::add_condition(const ServerLine& line, std::string text) {
  if (check_.conditions.size() >= most_conditions ||
      !conditions_told_.emplace(line.file, line.number, text).second) {
    return;
  }
  check_.conditions.push_back({line.file, line.number, std::move(text)});
}

void StartChecker::leave_gap(const ServerLine& line, std::string text) {
  constexpr std::size_t most_gaps = 20;
  if (check_.gaps.size() < most_gaps) {
    check_.gaps.push_back({line.file, line.number, std::move(text)});
  }
}

std::size_t StartChecker::keep(ServerFile file) {
  const auto [known, fresh] = known_files_.try_emplace(identity_of(file), check_.files.size());
  if (fresh) check_.files.push_back(std::move(file));
  return known->second;
}

bool StartChecker::is_being_read(const ServerFile& file) const {
  const auto known = known_files_.find(identity_of(file));
  // In another directory its relative paths mean other files.
  return known != known_files_.end() && std::ranges::any_of(reading_, [&](const Reading& each) {
           return each.file == known->second && each.directory == directory_;
         });
}

void StartChecker::read_files() {
  while (!reading_.empty()) {
    Reading& reading = reading_.back();
    if (!reading.next.empty()) {
      const std::string path = std::move(reading.next.back());
      reading.next.pop_back();
      // It may move while another one is opened.
      const ServerLine line = reading.including;
      open(line, path);
    } else if (is_full()) {
      leave_gap({reading.file, reading.number, 0, {}},
                fmt::format("{} errors are told, and the rest is not read", most_errors_));
      reading_.clear();
    } else if (reading.at <= check_.files[reading.file].text.size()) {
      read_next_line(reading);
    } else {
      end_part(reading);
      reading_.pop_back();
    }
  }
}

/// Whether the line that ends the text goes on in the next file: what one pattern matches is put
/// together without line breaks in between before it is read (Redis 7.0.15).
bool StartChecker::goes_on(const ServerFile& file, std::size_t end) const {
  return end == file.text.size() && reading_.size() > 1 &&
         !reading_[reading_.size() - 2].next.empty();
}

void StartChecker::end_part(Reading& reading) {
  const std::size_t end = std::min(reading.at, check_.files[reading.file].text.size());
  if (end > reading.part) {
    check_.order.push_back(
        {reading.file, static_cast<std::uint32_t>(reading.part), static_cast<std::uint32_t>(end)});
  }
  reading.part = end;
}

void StartChecker::read_next_line(Reading& reading) {
  const std::string_view text = check_.files[reading.file].text;
  const std::size_t end = std::min(text.find('\n', reading.at), text.size());
  ServerLine line{reading.file, ++reading.number, static_cast<std::uint32_t>(reading.at), {}};
  const std::string_view written = text.substr(reading.at, end - reading.at);
  reading.at = end + 1;
  if (std::exchange(joined_, false)) return;
  const bool nul = contains(written, std::string_view("\0", 1));
  const bool open = !written.empty() && goes_on(check_.files[reading.file], end);
  if (nul || open) {
    leave_gap(line, nul ? nul_gap
                        : "no line break at the file's end: the line goes on with the next file of "
                          "the pattern");
    joined_ = true;  // the next line's begin is no begin
    return;
  }
  const auto first = written.find_first_not_of(" \t\r");
  if (first == std::string_view::npos || written[first] == '#') return;
  const auto last = written.find_last_not_of(" \t\r");
  line.begin += static_cast<std::uint32_t>(first);
  auto words = conf_tokens(written.substr(first, last - first + 1));
  if (!words) {
    StartError error = at_word(StartErrorKind::unbalanced_quotes, line, 0,
                               "Unbalanced quotes in configuration line",
                               "a closing quote must be followed by a blank or the line's end");
    error.end = error.begin + static_cast<std::uint32_t>(last - first + 1);
    return add(std::move(error));
  }
  line.words = std::move(*words);
  if (!line.words.empty()) read_line(line);
}

void StartChecker::read_line(const ServerLine& line) {
  std::vector<std::string_view> words;
  for (const AclToken& word : line.words) words.push_back(word.text);
  const bool hints = hints_ && left_to_modules_.size() < most_errors_;
  const auto wrong = check_line(words, version_, mode_, hints);
  if (!wrong) return take(line);
  StartError error =
      at_word(start_kind(wrong->kind), line, wrong->word, wrong->message, wrong->hint);
  // What may be a module's is refused only when the modules have been loaded.
  const bool later = wrong->message.starts_with("Module Configuration");
  if (!later) return add(std::move(error));
  if (left_to_modules_.size() < most_errors_) left_to_modules_.push_back(std::move(error));
}

void StartChecker::take(const ServerLine& line) {
  const std::string name = lower(line.word(0));
  note_conditions(line);
  if (name == "include") return include(line);
  if (name == "rename-command") return rename_command(line);
  if (name == "user") return read_user(line);
  if (name == "dir") {
    // The server goes there at once, and to the next one from there.
    const bool relative = !line.word(1).starts_with('/') && !directory_.empty();
    directory_ = relative ? fmt::format("{}/{}", directory_, line.word(1)) : line.word(1);
  }
  if (name == "loadmodule") {
    if (line.word(1).empty()) {
      add(at_word(StartErrorKind::missing_file, line, 1,
                  "Can't load module from : server aborting"));
    }
    loads_modules_ = true;
  } else if (name == "sentinel") {
    if (line.words.size() > 1) sentinel_lines_.push_back(line);
  } else if (const Directive* directive = find_directive(name)) {
    const std::string_view key =
        directive->newer_name.empty() ? directive->name : directive->newer_name;
    settings_.insert_or_assign(std::string(key), line);
  }
}

void StartChecker::note_conditions(const ServerLine& line) {
  const std::string name = lower(line.word(0));
  const auto* found =
      std::ranges::find(host_conditions, std::string_view(name), &HostCondition::directive);
  if (found == std::end(host_conditions) || equal_ignoring_case(line.word(1), found->unless))
    return;
  add_condition(line, std::string(found->text));
}

void StartChecker::include(const ServerLine& line) {
  const std::string path(line.word(1));
  const bool pattern = path.find_first_of("*?[") != std::string::npos;
  Reading& reading = reading_.back();
  end_part(reading);
  reading.including = line;
  // 6.2 takes a pattern for a name.
  if (!pattern || version_ == Version::redis_6_2) {
    reading.next = {path};
    return;
  }
  if (!access_.match) return add_condition(line, "what it includes is not in view");
  auto matches = find_all(path);
  if (!matches) return leave_gap(line, "the pattern matches more files than are looked at");
  std::ranges::reverse(*matches);
  reading.next = std::move(*matches);
}

bool StartChecker::may_open(const ServerLine& line) {
  if (too_many_) return false;
  if (reading_.size() > most_nested_files) {
    leave_gap(line, fmt::format("more than {} files include each other in a row, which is more "
                                "than are read",
                                most_nested_files));
    return false;
  }
  too_many_ = included_ >= most_included_files || bytes_ > most_included_bytes;
  if (too_many_) {
    leave_gap(line, included_ >= most_included_files
                        ? fmt::format("more than {} files are included, counted as often as they "
                                      "are: the rest is not read",
                                      most_included_files)
                        : fmt::format("more than {} MiB are included: the rest is not read",
                                      most_included_bytes >> 20));
  }
  return !too_many_;
}

tl::expected<ServerFile, FileFault> StartChecker::find(const ServerLine& line,
                                                       const std::string& path) {
  if (directory_.empty() || path.starts_with('/')) return access_.read(path);
  auto found = access_.read(fmt::format("{}/{}", directory_, path));
  if (found || !found.error().missing || access_.read(directory_)) return found;
  // It may be the directory of a container, of which the files lie here.
  found = access_.read(path);
  if (found && !std::exchange(beside_, true)) {
    add_condition(line, "the directory that `dir` names must hold the file, which was read here");
  }
  return found;
}

std::optional<std::vector<std::string>> StartChecker::find_all(const std::string& pattern) const {
  if (!directory_.empty() && !pattern.starts_with('/')) {
    auto found = access_.match(fmt::format("{}/{}", directory_, pattern));
    if (!found || !found->empty() || access_.read(directory_)) return found;
  }
  return access_.match(pattern);
}

void StartChecker::open(const ServerLine& line, const std::string& path) {
  const auto add_missing = [&] {
    add(at_word(StartErrorKind::missing_file, line, 1,
                "Fatal error, can't open config file: No such file or directory"));
  };
  if (path.empty()) return add_missing();
  if (!access_.read) return add_condition(line, "what it includes is not in view");
  if (!may_open(line)) return;
  auto file = find(line, path);
  if (!file && !file.error().missing) {
    return leave_gap(line, fmt::format("what it includes cannot be read: {}", file.error().why));
  }
  if (!file) return add_missing();
  if (is_being_read(*file)) {
    if (!std::exchange(endless_, true)) {
      add(at_word(StartErrorKind::endless_include, line, 1,
                  "the files include each other without end",
                  "the server reads them until its stack is full, and dies of it"));
    }
    return;
  }
  ++included_;
  bytes_ += file->text.size();
  const std::size_t index = keep(std::move(*file));
  reading_.push_back({index, directory_});
}

}  // namespace fairlead::redis
