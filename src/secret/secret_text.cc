#include "secret/secret_text.h"

#include "address/url.h"
#include "base/text.h"
#include "facts/connect/credential.h"
#include "secret/secret_names.h"
#include "secret/secret_scripts.h"
#include "secret/secret_words.h"
#include "shell/assignment.h"

namespace fairlead {
namespace {

constexpr auto none = std::string_view::npos;

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  void urls() {
    if (!contains(text_, "://")) return;
    for (const redis::ConnectionUrl& url : redis::find_urls(text_)) {
      add(url.password);
      // `redis://secret@host`: a lone user is a password to several clients, a token to HTTP.
      const bool lone = !url.password.present &&
                        (url.kind == redis::Scheme::redis || url.kind == redis::Scheme::http);
      if (lone) add(url.user);
      for (const redis::HostPort& host : url.hosts) {
        add(host.password);
        // `redis://app:secret`, the host forgotten: what is no port may be the password.
        if (!redis::port_number(host.port) && !is_reference(written(host.port))) add(host.port);
      }
      for (const redis::QueryParameter& parameter : redis::query_parameters(url)) {
        if (names_credential(parameter.name.text)) add(parameter.value);
      }
    }
  }

  /// What stands between a colon and `@`, whether or not that is a URL.
  void before_at_signs() {
    std::size_t earliest = 0;
    for (auto at = text_.find('@'); at != none; at = text_.find('@', at + 1)) {
      if (text_.substr(at + 1).starts_with("sha256:")) continue;  // an image's digest
      std::size_t begin = at;
      while (begin > earliest && !contains(" \t\r\n\"'`,;<", text_.substr(begin - 1, 1))) --begin;
      earliest = at + 1;
      const auto scheme = text_.substr(begin, at - begin).find("://");
      if (scheme != none) begin += scheme + 3;
      const auto colon = text_.substr(begin, at - begin).find(':');
      if (colon != none) add({begin + colon + 1, at});
    }
    spaced_url();
  }

  /// Addresses whose path is the credential: who knows a webhook may post to it.
  void webhooks() {
    static constexpr std::string_view begins[] = {
        "hooks.slack.com/services/", "discord.com/api/webhooks/", "discordapp.com/api/webhooks/",
        "api.telegram.org/bot", "webhook.office.com/"};
    for (const std::string_view begin : begins) {
      for (auto at = text_.find(begin); at != none; at = text_.find(begin, at + 1)) {
        const std::size_t from = at + begin.size();
        add({from, std::min(text_.find_first_of(" \t\r\n\"'`,;<>", from), text_.size())});
      }
    }
  }

  /// `name=value`, `name: value`, and the value of `name: X_PASSWORD`.
  void assignments() {
    bool value_of_credential = false;
    each_assignment(
        text_,
        [&](std::string_view name) {
          return name == "name" || name == "path" || (name == "value" && value_of_credential) ||
                 names_credential(name);
        },
        [&](std::string_view name, TextRange value) {
          std::string_view written = text_.substr(value.begin, value.end - value.begin);
          // The place that a JSON patch changes.
          if (name == "path") written = written.substr(written.rfind('/') + 1);
          const bool naming = name == "name" || name == "path";
          value_of_credential = naming && names_credential(written);
          if (!naming) add(value);
        });
  }

  void add(TextRange range) {
    if (range.begin >= range.end) return;
    const std::string_view text = text_.substr(range.begin, range.end - range.begin);
    is_reference(text) ? references.push_back(range) : found.push_back(range);
  }

  std::vector<TextRange> found;
  std::vector<TextRange> references;  ///< what only says where a credential is

 private:
  std::string_view written(const redis::Part& part) const {
    return text_.substr(part.begin, part.end - part.begin);
  }

  void add(const redis::Part& part) {
    if (part.present) add({part.begin, part.end});
  }

  /// A URL whose password holds a blank: all of the text is one.
  void spaced_url() {
    const auto scheme = text_.find("://");
    const auto sign = text_.rfind('@');
    if (scheme == none || sign == none || sign < scheme) return;
    if (text_.substr(0, scheme).find_first_of(" \t\n") != none) return;
    const std::string_view userinfo = text_.substr(scheme + 3, sign - scheme - 3);
    const auto colon = userinfo.find(':');
    if (colon == none || contains(userinfo, "://") || !contains(userinfo, " ")) return;
    add({scheme + 3 + colon + 1, sign});
  }

  std::string_view text_;
};

Scanner scanned(std::string_view text) {
  Scanner scanner(text);
  if (text.find_first_of(" \t\n=:@") == none) return scanner;  // one word: most scalars
  scanner.urls();
  scanner.webhooks();
  scanner.before_at_signs();
  scanner.assignments();
  for (const TextRange& word : credential_words(text)) scanner.add(word);
  return scanner;
}

}  // namespace

std::vector<TextRange> joined(std::vector<TextRange> ranges) {
  std::ranges::sort(ranges, {}, &TextRange::begin);
  std::vector<TextRange> result;
  for (const TextRange& range : ranges) {
    if (!result.empty() && range.begin <= result.back().end) {
      result.back().end = std::max(result.back().end, range.end);
    } else {
      result.push_back(range);
    }
  }
  return result;
}

std::vector<TextRange> credentials_in(std::string_view text) { return joined(scanned(text).found); }

std::set<std::string, std::less<>> credential_variables(std::string_view text) {
  std::set<std::string, std::less<>> names;
  if (!contains(text, "$")) return names;
  for (const TextRange& each : scanned(text).references) {
    names.emplace(variable_name(text.substr(each.begin, each.end - each.begin)));
  }
  names.erase("");
  return names;
}

std::string_view variable_name(std::string_view reference) {
  const auto first = reference.find_first_not_of("$({");
  if (!reference.starts_with('$') || first == none) return {};
  const auto last = std::ranges::find_if_not(
      reference.substr(first), [](char c) { return is_name_character(c) && c != '-' && c != '.'; });
  return reference.substr(first, static_cast<std::size_t>(last - reference.begin()) - first);
}

std::vector<TextRange> values_in(std::string_view text) {
  Scanner scanner(text);
  each_assignment(
      text, [](std::string_view name) { return !is_structural(name); },
      [&](std::string_view, TextRange value) { scanner.add(value); });
  // A line without a key goes on with a value.
  for (std::size_t at = 0; at < text.size(); at = end_of_line(text, at) + 1) {
    const TextRange line = without_blanks(text, {at, end_of_line(text, at)});
    const std::string_view written = text.substr(line.begin, line.end - line.begin);
    if (!contains(written, ":") && !written.starts_with("---")) scanner.add(line);
  }
  return joined(std::move(scanner.found));
}

bool has_default(std::string_view action) {
  const auto at = action.find("default");
  return at != none && action.substr(at).find_first_of("\"'`") != none;
}

bool is_reference(std::string_view text) {
  static constexpr std::pair<std::string_view, std::string_view> brackets[] = {
      {"$(", ")"}, {"${", "}"}, {"{{", "}}"}, {"<", ">"}};
  if (text.starts_with('`')) return reads_file(text);
  while (!text.empty()) {
    const auto bracket = std::ranges::find_if(
        brackets, [&](const auto& each) { return text.starts_with(each.first); });
    std::size_t end = none;
    if (bracket != std::end(brackets)) {
      end = text.find(bracket->second);
      // `$(echo value)` may hold it.
      if (end != none && bracket->first == "$(" && contains(text.substr(0, end), " ") &&
          !reads_file(text.substr(0, end + 1)))
        return false;
      // `{{ .x | default "value" }}` says what it is.
      if (end != none && bracket->first == "{{" && has_default(text.substr(0, end))) return false;
      // `${NAME:-value}` says what it is, where nobody else does.
      if (end != none && bracket->first == "${" && contains(text.substr(0, end), "-")) return false;
      if (end != none) end += bracket->second.size();
    } else if (text[0] == '$') {
      end = 1;
      while (end < text.size() && is_name_character(text[end]) && text[end] != '-' &&
             text[end] != '.') {
        ++end;
      }
    }
    if (end == none) return false;
    text.remove_prefix(end);
  }
  return true;
}

bool Remarks::has(TextRange range) {
  const bool word = std::ranges::all_of(
      text_.substr(range.begin, range.end - range.begin),
      [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'; });
  if (!word) return false;
  if (range.begin >= line_end_) {
    const std::size_t line = begin_of_line(text_, range.begin);
    line_end_ = end_of_line(text_, range.begin);
    comment_ = is_comment(text_, line) ? line : text_.substr(0, line_end_).find(" #", line);
  }
  return comment_ < range.begin;
}

}  // namespace fairlead
