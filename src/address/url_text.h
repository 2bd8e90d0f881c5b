#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "address/url.h"

namespace fairlead::redis {

/// A text whose placeholders are blotted out, so that what stands inside them separates nothing.
class UrlText {
 public:
  explicit UrlText(std::string_view text);

  std::string_view plain() const { return plain_; }
  std::size_t size() const { return text_.size(); }
  char at(std::size_t offset) const {
    ++steps_;
    return offset < plain_.size() ? plain_[offset] : '\0';
  }
  /// Where `what` stands in [begin, end), or `end`.
  std::size_t find(std::string_view what, std::size_t begin, std::size_t end) const;
  /// The first of `characters` in [begin, end), or `end`.
  std::size_t first_of(std::string_view characters, std::size_t begin, std::size_t end) const;
  std::size_t last_of(char character, std::size_t begin, std::size_t end) const;  ///< or `end`
  bool has_placeholder(std::size_t begin, std::size_t end) const;

  Part part(std::size_t begin, std::size_t end) const;
  Part absent(std::size_t at) const;

  /// What reading it cost: bytes that were looked at, each as often as it was.
  std::size_t steps() const { return steps_; }
  void add_steps(std::size_t bytes) const { steps_ += bytes; }

 private:
  class Pieces;
  void blot(std::size_t begin, std::size_t end);
  void blot_names();
  void blot_pairs(std::string_view open, std::string_view close);
  void blot_nested();
  std::size_t shell_variable(std::size_t at) const;
  std::size_t verb_end(std::size_t at) const;
  std::size_t format_verb(std::size_t at, Pieces& pieces) const;
  std::size_t bracketed_name(std::size_t at) const;

  std::string_view text_;
  std::string plain_;
  mutable std::size_t steps_ = 0;
};

/// parse_url, find_urls and parse_host_list, which count their steps in `text`.
std::optional<ConnectionUrl> parse_url(const UrlText& text);
std::vector<ConnectionUrl> find_urls(const UrlText& text);
std::vector<HostPort> parse_host_list(const UrlText& text);

/// The host, and the port if any, in [begin, end).
HostPort host_port(const UrlText& text, std::size_t begin, std::size_t end);

struct SchemeName {
  std::string_view name;
  Scheme kind;
  bool tls = false;
  bool srv = false;
};

/// The scheme of a URL by its name (any case), drivers and `jdbc:` included.
std::optional<SchemeName> scheme_named(std::string_view name);

}  // namespace fairlead::redis
