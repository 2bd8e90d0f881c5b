#include "model/secret_text.h"

#include "base/text.h"
#include "model/assignment.h"
#include "model/build.h"
#include "redis/url.h"

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
        if (!redis::port_number(host.port)) add(host.port);
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
          return name == "name" || (name == "value" && value_of_credential) ||
                 names_credential(name);
        },
        [&](std::string_view name, TextRange value) {
          value_of_credential = name == "name" && names_credential(text_.substr(
                                                      value.begin, value.end - value.begin));
          if (name != "name") add(value);
        });
  }

  /// Words behind flags and directives, and an ACL user's passwords.
  void words() {
    command_line_client_ = contains(text_, "-cli");
    for (std::size_t at = 0; at < text_.size(); at = end_of_line(text_, at) + 1) {
      if (!is_comment(text_, at)) words_of_line(at, end_of_line(text_, at));
    }
  }

  /// Comments, where people keep the password that works: behind a word for one, whatever is no
  /// plain word.
  void remarks() {
    for (std::size_t at = 0; at < text_.size(); at = end_of_line(text_, at) + 1) {
      const std::size_t line = end_of_line(text_, at);
      if (!is_comment(text_, at)) continue;
      for (std::size_t begin = at; begin < line;) {
        const std::size_t end = end_of_word(begin, line, " \t:=");
        if (names_credential(text_.substr(begin, end - begin))) {
          remark(end, line);
          break;
        }
        begin = end + 1;
      }
    }
  }

  void add(TextRange range) {
    if (range.begin >= range.end) return;
    if (!is_reference(text_.substr(range.begin, range.end - range.begin))) found.push_back(range);
  }

  std::vector<TextRange> found;

 private:
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

  /// What follows a word for a credential, from `at` to the line's end: the word behind a colon,
  /// the only word, and all that no sentence holds.
  void remark(std::size_t at, std::size_t line) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const std::size_t first = std::min(text_.find_first_not_of(" \t:=", at), line);
    const bool stated = text_.substr(at, first - at).find_first_of(":=") != none;
    const bool only = text_.substr(first, line - first).find_first_of(" \t") == none;
    for (std::size_t begin = first; begin < line;) {
      const std::size_t end = end_of_word(begin, line, " \t");
      const TextRange word = bare(begin, end);
      std::string_view written = text_.substr(word.begin, word.end - word.begin);
      while (written.ends_with('.') || written.ends_with(':')) written.remove_suffix(1);
      const bool plain = std::ranges::all_of(written, letter);
      if (!plain || only || (stated && begin == first)) add(word);
      begin = end + 1;
    }
  }

  /// Never looks beyond `end`: the next blank may be far.
  std::size_t end_of_word(std::size_t at, std::size_t end, std::string_view blanks) const {
    return std::min(text_.substr(0, end).find_first_of(blanks, at), end);
  }

  void words_of_line(std::size_t at, std::size_t line) {
    std::string_view before;
    bool first = true, user = false;
    while (at < line) {
      const std::size_t end = end_of_word(at, line, " \t");
      const TextRange word = bare(at, end);
      const std::string_view written = text_.substr(word.begin, word.end - word.begin);
      if (announces(before) && !written.starts_with('-')) add(word);
      user = user || (first && equal_ignoring_case(written, "user")) || written == "--user" ||
             equal_ignoring_case(written, "setuser");
      first = first && (written.empty() || written == "-");
      if (const auto sign = written.find_first_of("><"); user && sign != none) {
        add({word.begin + sign + 1, word.end});
      }
      // Of `auth-pass <master> <password>` both are hidden.
      const bool master = equal_ignoring_case(before, "auth-pass");
      if (!written.empty() && !master) before = written;
      at = end + 1;
    }
  }

  /// A word without the quotes and brackets around it.
  TextRange bare(std::size_t begin, std::size_t end) const {
    constexpr std::string_view around = "\"'`[](),;\r";
    while (begin < end && around.find(text_[begin]) != none) ++begin;
    while (begin < end && around.find(text_[end - 1]) != none) --end;
    return {begin, end};
  }

  /// Whether the word behind this one is a credential.
  bool announces(std::string_view word) const {
    if (word.starts_with("--")) return !contains(word, "=") && names_credential(word.substr(2));
    if (word == "-a") return command_line_client_;
    static constexpr std::string_view directives[] = {"requirepass",
                                                      "masterauth",
                                                      "primaryauth",
                                                      "auth-pass",
                                                      "sentinel-pass",
                                                      "tls-key-file-pass",
                                                      "tls-client-key-file-pass"};
    return std::ranges::any_of(
        directives, [&](std::string_view name) { return equal_ignoring_case(word, name); });
  }

  std::string_view text_;
  bool command_line_client_ = false;  // `redis-cli`, whose -a is the password
};

/// Ascending and apart. Whoever maps them to a source looks through the text for each, so that of
/// very many all between is hidden as well.
std::vector<TextRange> few(std::vector<TextRange> ranges, std::size_t most) {
  std::ranges::sort(ranges, {}, &TextRange::begin);
  std::vector<TextRange> result;
  for (const TextRange& range : ranges) {
    if (!result.empty() && (range.begin <= result.back().end || result.size() == most)) {
      result.back().end = std::max(result.back().end, range.end);
    } else {
      result.push_back(range);
    }
  }
  return result;
}

/// Keys that say what an object is, not what it keeps.
bool is_structural(std::string_view name) {
  static constexpr std::string_view names[] = {"apiVersion", "kind",       "metadata", "name",
                                               "namespace",  "type",       "data",     "stringData",
                                               "labels",     "annotations"};
  return std::ranges::find(names, name) != std::end(names);
}

}  // namespace

std::vector<TextRange> credentials_in(std::string_view text) {
  Scanner scanner(text);
  if (text.find_first_of(" \t\n=:@") == none) return {};  // one word: most scalars
  scanner.urls();
  scanner.webhooks();
  scanner.before_at_signs();
  scanner.assignments();
  scanner.words();
  scanner.remarks();
  return few(std::move(scanner.found), most_urls(text));
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
  return few(std::move(scanner.found), most_urls(text));
}

bool is_reference(std::string_view text) {
  static constexpr std::pair<std::string_view, std::string_view> brackets[] = {
      {"$(", ")"}, {"${", "}"}, {"{{", "}}"}, {"<", ">"}};
  while (!text.empty()) {
    const auto bracket = std::ranges::find_if(
        brackets, [&](const auto& each) { return text.starts_with(each.first); });
    std::size_t end = none;
    if (bracket != std::end(brackets)) {
      end = text.find(bracket->second);
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

}  // namespace fairlead
