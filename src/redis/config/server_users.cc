#include <fmt/format.h>

#include <algorithm>

#include "redis/config/start_checker.h"

namespace fairlead::redis {
namespace {

bool has_blank(std::string_view name) {
  return std::ranges::any_of(
      name, [](char c) { return c == '\0' || c == ' ' || (c >= '\t' && c <= '\r'); });
}

constexpr const char* users_gap = "more users are defined than are read";

bool found_when_loading(AclErrorKind kind) {
  return kind == AclErrorKind::unknown_command || kind == AclErrorKind::unknown_category;
}

}  // namespace

AclSettings StartChecker::acl_settings() const {
  AclSettings settings;
  settings.mode = mode_;
  settings.modules = false;
  settings.hints = hints_;
  if (const ServerLine* line = setting("acl-pubsub-default")) {
    settings.all_channels = equal_ignoring_case(line->word(1), "allchannels");
  }
  return settings;
}

/// Tells the first refused rule; while the file is read only those that need no commands.
void StartChecker::check_rules(const ServerLine& line, std::size_t first, bool at_load) {
  std::vector<std::string_view> rules;
  for (std::size_t i = first; i < line.words.size(); ++i) rules.push_back(line.words[i].text);
  const AclUser user = parse_acl_user(rules, version_, acl_settings());
  if (user.truncated) leave_gap(line, "more rules than are read of one user");
  for (const AclError& wrong : user.errors) {
    if (!at_load && found_when_loading(wrong.kind)) continue;
    if (loads_modules_ && found_when_loading(wrong.kind)) {
      add_condition(line, "a module must know a command or category of the user's");
      continue;
    }
    const std::size_t word = first + wrong.token;
    StartError error = at_word(StartErrorKind::acl_rule, line, word, wrong.message, wrong.hint);
    // A rule inside a selector: its own bytes, where no quotes shift them.
    const AclToken& token = line.words[word];
    if (token.end - token.begin == token.text.size() && wrong.end > wrong.begin) {
      error.end = error.begin + wrong.end;
      error.begin += wrong.begin;
    }
    add(std::move(error));
    if (!at_load) return;
  }
}

void StartChecker::read_user(const ServerLine& line) {
  const bool known = !user_names_.emplace(line.word(1)).second;
  if (known && version_ != Version::redis_6_2) {
    add(at_word(StartErrorKind::acl_user, line, 1,
                "Duplicate user found. A user can only be defined once in config files"));
    return;
  }
  if (users_.size() >= most_users) return leave_gap(line, users_gap);
  const std::size_t before = check_.errors.size();
  check_rules(line, 2, false);
  users_.push_back(line);
  // Told once: a rule that is refused here is no part of what is loaded later.
  if (check_.errors.size() != before) users_.back().words.resize(2);
}

void StartChecker::load_users() {
  const ServerLine* file = setting("aclfile");
  const bool has_file = file && !file->word(1).empty();
  if (has_file && !users_.empty()) {
    const bool valkey = version_ >= Version::valkey_8_0;
    add(at_word(StartErrorKind::users_and_acl_file, *file, 0,
                fmt::format("Configuring {0} with users defined in {1} and at the same setting an "
                            "ACL file path is invalid. This setup is very likely to lead to "
                            "configuration errors and security holes, please define either an ACL "
                            "file or declare users directly in your {1}, but not both.",
                            valkey ? "Valkey" : "Redis", valkey ? "valkey.conf" : "redis.conf")));
  }
  for (const ServerLine& user : users_) {
    if (is_full()) return;
    if (has_blank(user.word(1))) {
      add(at_word(StartErrorKind::acl_user, user, 1, "Spaces not allowed in ACL usernames"));
    } else {
      check_rules(user, 2, true);
    }
  }
  if (!has_file) return;
  if (!access_.read) {
    return add_condition(*file, "the ACL file is not in view");
  }
  auto found = find(*file, std::string(file->word(1)));
  if (!found && !found.error().missing) {
    return leave_gap(*file, fmt::format("the ACL file cannot be read: {}", found.error().why));
  }
  if (!found) {
    return add(at_word(StartErrorKind::missing_file, *file, 1,
                       "Error loading ACLs, opening file: No such file or directory"));
  }
  // A file of its own, even where it was read as a configuration before.
  check_.files.push_back(std::move(*found));
  read_acl_file(check_.files.size() - 1);
}

void StartChecker::read_acl_file(std::size_t file) {
  check_.acl_file = file;
  const std::string& text = check_.files[file].text;
  std::set<std::string> names;
  std::uint32_t number = 0;
  bool joined = false;
  for (std::size_t begin = 0; begin <= text.size() && !is_full();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    const ServerLine place{file, ++number, static_cast<std::uint32_t>(begin), {}};
    if (names.size() >= most_users) return leave_gap(place, users_gap);
    if (contains(line, std::string_view("\0", 1))) {
      leave_gap(place, nul_gap);
      joined = true;
    } else if (!std::exchange(joined, false)) {
      acl_file_line(file, number, place.begin, line, names);
    }
    begin = end + 1;
  }
}

void StartChecker::acl_file_line(std::size_t file, std::uint32_t number, std::uint32_t begin,
                                 std::string_view text, std::set<std::string>& names) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return;
  const auto last = text.find_last_not_of(" \t\r");
  ServerLine line{file, number, begin + static_cast<std::uint32_t>(first),
                  acl_file_tokens(text.substr(first, last - first + 1))};
  if (line.word(0) != "user" || line.words.size() < 2) {
    add(at_word(
        StartErrorKind::acl_file, line, 0,
        "should start with user keyword followed by the username.",
        line.word(0).starts_with('#') ? "an ACL file has no comments: take the line out" : ""));
    return;
  }
  if (has_blank(line.word(1))) {
    add(at_word(StartErrorKind::acl_user, line, 1, "username contains invalid characters."));
    return;
  }
  if (!names.emplace(line.word(1)).second && version_ != Version::redis_6_2) {
    add(at_word(StartErrorKind::acl_user, line, 1, "Duplicate user found"));
    return;
  }
  for (AclToken& word : line.words) {
    const auto kept = word.text.find_first_not_of("\t\r");
    if (kept == std::string::npos) {
      word.text.clear();
    } else {
      word.text = word.text.substr(kept, word.text.find_last_not_of("\t\r") - kept + 1);
    }
  }
  check_rules(line, 2, true);
}

}  // namespace fairlead::redis
